import { Menu, type MenuItemConstructorOptions } from 'electron'

/** What the menu can do beyond Electron's own roles. */
export type MenuActions = { newConversation(): void; openModel(): void; openLogFolder(): void }

/** Sets the application's menu. The system's own names and shortcuts come with the roles. */
export function setMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New conversation', accelerator: 'CmdOrCtrl+N', click: actions.newConversation },
        { label: 'Open model…', accelerator: 'CmdOrCtrl+O', click: actions.openModel },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: 'Show log folder', click: actions.openLogFolder }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
