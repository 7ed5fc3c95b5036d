import { BrowserWindow, dialog, nativeTheme } from 'electron'
import keepWindowState from 'electron-window-state'
import { appUrl } from './app-scheme.ts'

/** The masthead is the title bar; the system's buttons lie over its end. */
const mastheadPx = 48
const paper = { light: '#FAF8F2', dark: '#0F1A16' }
const ink = { light: '#221D17', dark: '#E8E6DD' }

/** More crashes than this in a minute are not answered by loading the page again. */
const reloadsPerMinute = 3

/** Opens the window where it was when it was closed last. It shows itself when its page has been drawn. */
export function openMainWindow(preload: string): BrowserWindow {
  const state = keepWindowState({ defaultWidth: 1280, defaultHeight: 860 })
  const window = new BrowserWindow({
    ...bounds(state),
    minWidth: 480,
    minHeight: 480,
    show: false,
    title: 'Wattle',
    backgroundColor: pick(paper),
    titleBarStyle: 'hidden',
    titleBarOverlay: overlay(),
    trafficLightPosition: { x: 16, y: 16 },
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  state.manage(window)
  followTheme(window)
  recoverPage(window)
  window.once('ready-to-show', () => window.show())
  showPage(window, '')
  return window
}

/** Leads the window to a place of the interface, such as `#/chat`; a page that is there already is not loaded again. */
export function showPage(window: BrowserWindow, hash: string): void {
  // It rejects where the window is closed on the way, or where another load overtakes this one.
  window.loadURL(`${appUrl}${hash}`).catch(() => undefined)
}

function followTheme(window: BrowserWindow): void {
  const update = () => {
    window.setBackgroundColor(pick(paper))
    // macOS draws its buttons in its own colours.
    if (process.platform !== 'darwin') window.setTitleBarOverlay(overlay())
  }
  nativeTheme.on('updated', update)
  window.once('closed', () => nativeTheme.off('updated', update))
}

/** A page that crashed is loaded again: everything it showed lies in the core. One that hangs is the user's to judge. */
function recoverPage(window: BrowserWindow): void {
  let crashesAtMs: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    const nowMs = Date.now()
    crashesAtMs = [...crashesAtMs.filter((atMs) => nowMs - atMs < 60_000), nowMs]
    if (crashesAtMs.length <= reloadsPerMinute) window.webContents.reload()
    else
      dialog.showErrorBox(
        'The window keeps crashing',
        `Close and start Wattle again. (${reason}, exit code ${exitCode})`,
      )
  })
  window.on('unresponsive', async () => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The window does not respond.',
      detail: 'An answer that is being written goes on either way.',
      buttons: ['Wait', 'Load again'],
      defaultId: 0,
    })
    if (response === 1) window.webContents.reload()
  })
}

function bounds({ x, y, width, height }: keepWindowState.State) {
  return { ...(x === undefined || y === undefined ? {} : { x, y }), width, height }
}

function overlay() {
  return { color: pick(paper), symbolColor: pick(ink), height: mastheadPx - 1 }
}

function pick(colours: { light: string; dark: string }): string {
  return nativeTheme.shouldUseDarkColors ? colours.dark : colours.light
}
