import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { getMimeType } from 'hono/utils/mime'

/** A file of the built renderer, ready to be sent. */
export type RendererFile = { body: Uint8Array<ArrayBuffer>; contentType: string; cacheControl: string }

/**
 * The built renderer's files, listed once: a path is served only where it is one of the list, so that no request can reach any other
 * file of the machine. An empty list means that the renderer was not built.
 */
export function listRendererFiles(folder: string): (pathname: string) => Promise<RendererFile | null> {
  const files = new Map<string, string>()
  for (const entry of listFolder(folder)) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, path)
  }
  return async (pathname) => {
    const path = files.get(pathname === '/' ? '/index.html' : pathname)
    const body = path === undefined ? null : await readFile(path).catch(nullWhereMissing)
    if (path === undefined || body === null) return null
    return {
      body: new Uint8Array(body),
      contentType: getMimeType(path) ?? 'application/octet-stream',
      // Vite puts a hash of the content into the names below assets/: such a file never changes.
      cacheControl: pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    }
  }
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    return nullWhereMissing(error) ?? []
  }
}

/** A build that replaces another one under a running app takes its files away. */
function nullWhereMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
