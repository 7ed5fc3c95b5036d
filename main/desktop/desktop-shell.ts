import { app, BrowserWindow, dialog, nativeTheme, safeStorage } from 'electron'
import type { Shell } from '../api/shell.ts'
import type { Core } from '../core/create-core.ts'
import { Fault } from '../core/fault.ts'
import type { DataFolder } from '../shell/data-folder.ts'
import { openApp } from '../shell/open-app.ts'
import type { Parts } from '../shell/parts.ts'
import { listRendererFiles } from '../shell/renderer-files.ts'
import { onShutdownRequest, onUncaughtFailure } from '../shell/shutdown.ts'
import { takeDataFolder } from '../shell/single-instance.ts'
import { serveApiPorts } from './api-port.ts'
import { handleAppScheme } from './app-scheme.ts'
import { moveToTrash, openFolder, pickFolder, pickModelFile, showFile } from './dialogs.ts'
import { hardenPages } from './harden.ts'
import { openMainWindow, showPage } from './main-window.ts'
import { setMenu } from './menu.ts'
import { SafeStorageSecretStore } from './safe-storage-secret-store.ts'
import { openTray } from './tray.ts'

type DesktopShellOptions = { folder: DataFolder; parts: Parts; startedAtMs: number }

/** Opens Wattle's window over a core of its own. Rejects where the data folder is taken or the core does not open. */
export async function openDesktopShell({ folder, parts, startedAtMs }: DesktopShellOptions): Promise<void> {
  const instance = takeDataFolder(folder.root)
  if (!instance)
    throw new Error(
      'Wattle is open already, in a browser or in a command. End it there, or name another folder with WATTLE_HOME.',
    )
  const { core, shell, close } = openApp({
    folder,
    instance,
    parts,
    systemSecrets: new SafeStorageSecretStore(safeStorage, `${folder.hubToken}.encrypted`),
    own: {
      kind: 'electron',
      startedAtMs,
      pickModelFile: () => pickModelFile(BrowserWindow.getFocusedWindow()),
      pickFolder: () => pickFolder(BrowserWindow.getFocusedWindow()),
      openFolder,
      showFile,
      knowsDroppedPaths: true,
    },
    trash: { moveToTrash },
  })
  quitInOrder(close, shell.report)

  core.settings.state.subscribe(({ theme }) => {
    nativeTheme.themeSource = theme
  })
  nativeTheme.themeSource = core.settings.state.value.theme
  hardenPages()
  handleAppScheme(listRendererFiles(parts.rendererFolder))
  serveApiPorts({ core, shell })

  const showWindow = () => {
    const [window = openMainWindow(parts.preload)] = BrowserWindow.getAllWindows()
    if (window.isMinimized()) window.restore()
    window.focus()
    return window
  }
  setMenu({
    newConversation: () => showPage(showWindow(), '#/chat'),
    openModel: () => void addModel(core, shell).catch(explainModelFailure),
    openLogFolder: () => void openFolder(folder.logs).catch(shell.report),
  })
  openTray(showWindow)
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  showWindow()
  core.start()
  await instance.announce({ shell: 'electron', pid: process.pid, url: null })
  process.send?.('opened')
}

/** Lets Electron go only when answers have been stopped, the engine's process has ended and the database is checkpointed. */
function quitInOrder(close: () => Promise<void>, report: (error: unknown) => void): void {
  let exitCode = 0
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    close().then(
      () => app.exit(exitCode),
      (error: unknown) => {
        report(error)
        app.exit(1)
      },
    )
  })
  onShutdownRequest(() => app.quit())
  onUncaughtFailure((error) => {
    report(error)
    exitCode = 1
    app.quit()
  })
}

async function addModel(core: Core, shell: Shell): Promise<void> {
  const path = (await shell.pickModelFile?.()) ?? null
  if (path === null) return
  const { id } = await core.models.add(path)
  await core.models.choose(id)
}

function explainModelFailure(error: unknown): void {
  const { code, detail } = Fault.from(error)
  dialog.showErrorBox('This file could not be opened as a model', detail ?? code)
}
