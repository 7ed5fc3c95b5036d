import { openDataFolder } from '../shell/data-folder.ts'
import { hasDisplay } from '../shell/display.ts'
import { KeyringSecretStore, openKeyringEntry } from '../shell/keyring-secret-store.ts'
import { openApp } from '../shell/open-app.ts'
import type { Options } from '../shell/options.ts'
import type { Parts } from '../shell/parts.ts'
import { onShutdownRequest, onUncaughtFailure } from '../shell/shutdown.ts'
import { takeDataFolder } from '../shell/single-instance.ts'
import { systemTrash } from '../shell/system-trash.ts'
import { createAccess } from './access.ts'
import { openBrowserWindow } from './browser-window.ts'
import { joinRunning } from './join-running.ts'
import { readSessionKey } from './session-key.ts'
import { startWebServer } from './web-server.ts'

/** So that a tab that was left open finds the app again after a restart. */
const usualPort = 9288

/** Opens Wattle for a browser, or shows the one that is open already. Rejects with a sentence for the user where it cannot. */
export async function openWebShell(options: Options, parts: Parts): Promise<void> {
  const startedAtMs = Date.now()
  const folder = openDataFolder()
  const instance = takeDataFolder(folder.root)
  if (!instance) return joinRunning(folder.root, showAddress(options))

  const app = openApp({
    folder,
    instance,
    parts,
    systemSecrets: new KeyringSecretStore(() => openKeyringEntry('hub-token')),
    own: { kind: 'web', startedAtMs, knowsDroppedPaths: false },
    trash: systemTrash,
  })
  const { core, shell } = app
  const access = createAccess(readSessionKey(folder.root))
  const server = await startWebServer({
    access,
    context: { core, shell },
    rendererFolder: parts.rendererFolder,
    ports: options.port === null ? [usualPort, 0] : [options.port],
  })
  const close = async (exitCode: number) => {
    await server.close()
    await app.close()
    process.exit(exitCode)
  }
  const fail = (error: unknown) => {
    shell.report(error)
    close(1).catch(() => process.exit(1))
  }
  onUncaughtFailure(fail)
  onShutdownRequest(() => close(0).catch(fail))

  const origin = `http://127.0.0.1:${server.port}`
  const url = `${origin}/?token=${access.token}`
  // Within the same turn of the event loop as the listening: nobody has asked anything yet.
  core.start()
  await instance.announce({ shell: 'web', pid: process.pid, url })
  await showAddress(options)(url, () => Promise.resolve(`${origin}/?ticket=${access.createTicket()}`))
}

/** Prints the address, and opens a window on it where that is wanted and possible. */
function showAddress({ open }: Options) {
  return async (url: string, createWindowUrl: () => Promise<string>): Promise<void> => {
    process.stdout.write(`Wattle is open at ${url}\n`)
    if (!open) return
    if (!hasDisplay()) {
      console.error('There is no display here: open the address in a browser, from another machine through ssh -L.')
      return
    }
    await openBrowserWindow(await createWindowUrl()).catch(() => {
      console.error('No browser could be started: open the address yourself.')
    })
  }
}
