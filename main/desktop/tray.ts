import { app, Menu, nativeImage, Tray } from 'electron'
import denseMark from './tray@2x.png?inline'
import mark from './tray.png?inline'

/** Puts Wattle's mark into the system's tray for as long as the app runs: a way back to the window, and a way to end the app. */
export function openTray(showWindow: () => void): void {
  const image = nativeImage.createEmpty()
  image.addRepresentation({ scaleFactor: 1, dataURL: mark })
  image.addRepresentation({ scaleFactor: 2, dataURL: denseMark })
  const tray = new Tray(image)
  tray.setToolTip('Wattle')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Show Wattle', click: showWindow },
      { type: 'separator' },
      { label: 'Quit Wattle', click: () => app.quit() },
    ]),
  )
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', showWindow)
  // An icon that nothing refers to is collected as garbage, and vanishes.
  app.once('will-quit', () => tray.destroy())
}
