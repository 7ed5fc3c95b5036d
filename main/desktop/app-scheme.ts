import { protocol } from 'electron'
import type { RendererFile } from '../shell/renderer-files.ts'
import { securityHeaders } from '../shell/security-headers.ts'

const scheme = 'app'
const host = 'wattle'

/** The page's address. Its own scheme gives it an origin, which file: does not. */
export const appUrl = `${scheme}://${host}/`

/** True for an address of the app's own page. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(appUrl)
}

/** Must be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the renderer's files, and nothing else, to the app's scheme. Must be called when Electron is ready. */
export function handleAppScheme(readFile: (pathname: string) => Promise<RendererFile | null>): void {
  protocol.handle(scheme, async (request) => {
    const { host: requestedHost, pathname } = new URL(request.url)
    const file = request.method === 'GET' && requestedHost === host ? await readFile(pathname) : null
    if (!file) return new Response('There is no such page.', { status: 404, headers: securityHeaders() })
    return new Response(file.body, {
      headers: { ...securityHeaders(), 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl },
    })
  })
}
