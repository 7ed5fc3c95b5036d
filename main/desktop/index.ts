import { app, dialog } from 'electron'
import { openDataFolder } from '../shell/data-folder.ts'
import { locateParts } from '../shell/parts.ts'
import { explainStartFailure } from '../shell/start-failure.ts'
import { registerAppScheme } from './app-scheme.ts'
import { openDesktopShell } from './desktop-shell.ts'

// What Wattle writes is its owner's alone to read, wherever the data folder lies.
process.umask(0o077)

const startedAtMs = Date.now()

try {
  const folder = openDataFolder()
  // Chromium's own files lie in the data folder too, and the lock of the single instance goes with them.
  app.setPath('userData', folder.browser)
  registerAppScheme()
  if (app.requestSingleInstanceLock()) {
    app
      .whenReady()
      .then(() => openDesktopShell({ folder, parts: locateParts(import.meta.url), startedAtMs }))
      .catch(giveUp)
  } else app.quit()
} catch (error) {
  giveUp(error)
}

/** Says why Wattle could not start. `npm start` waits to hear that something was shown. */
function giveUp(error: unknown): void {
  process.send?.('opened')
  dialog.showErrorBox('Wattle could not start', explainStartFailure(error))
  app.exit(1)
}
