import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { app, ipcMain } from './lifecycle.ts'
import { HostPort } from './preload-world.ts'
import { protocol } from './scheme.ts'
import { tell } from './tell.ts'
import { nativeImage, Tray } from './tray.ts'

export { app, BrowserWindow, ipcMain, nativeImage, protocol, Tray }

/** Both ends of a channel: the first stays here, the second is connected when it is posted to a page. */
export class MessageChannelMain {
  readonly port1 = new HostPort()
  readonly port2 = this.port1
}

export const dialog = {
  showErrorBox: (title, content) => {
    tell({ type: 'error-box', title, content })
  },
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showOpenDialog' | 'showMessageBox'>

export const shell = {
  openExternal: async (url) => {
    tell({ type: 'open-external', url })
  },
  openPath: () => Promise.resolve(''),
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath'>

export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  } satisfies Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
}

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) => {
    tell({ type: 'menu', labels: template.map(({ label, role }) => label ?? role ?? '') })
  },
}

const theme = { themeSource: 'system', shouldUseDarkColors: false } satisfies Pick<
  Electron.NativeTheme,
  'themeSource' | 'shouldUseDarkColors'
>
export const nativeTheme = Object.assign(new EventEmitter(), theme)

const noKeyring = () => Promise.reject(new Error('There is no keyring here.'))
/** As on a Linux without a keyring: what is secret goes to a file. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptStringAsync: noKeyring,
  decryptStringAsync: noKeyring,
} satisfies Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>

const bounds = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = {
  getPrimaryDisplay: () => ({ bounds }),
  getAllDisplays: () => [{ bounds }],
  getDisplayMatching: () => ({ bounds }),
}
