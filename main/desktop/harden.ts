import { app, session, shell } from 'electron'
import { isAppUrl } from './app-scheme.ts'

/**
 * Takes from every page what none of ours needs: permissions, other pages, other windows, webviews. An https link opens in the system's
 * browser; any other is dropped. Must be called when Electron is ready, before the first window.
 */
export function hardenPages(): void {
  session.defaultSession.setPermissionRequestHandler((_page, permission, answer) => answer(isGranted(permission)))
  session.defaultSession.setPermissionCheckHandler((_page, permission) => isGranted(permission))
  session.defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(({ url }) => {
      openInBrowser(url)
      return { action: 'deny' }
    })
    page.on('will-navigate', (details) => {
      if (isAppUrl(details.url)) return
      details.preventDefault()
      openInBrowser(details.url)
    })
    page.on('will-redirect', (details) => {
      if (!isAppUrl(details.url)) details.preventDefault()
    })
    page.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** Writing to the clipboard, after a click, is what the copy buttons need. */
function isGranted(permission: string): boolean {
  return permission === 'clipboard-sanitized-write'
}

function openInBrowser(url: string): void {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') void shell.openExternal(url)
}
