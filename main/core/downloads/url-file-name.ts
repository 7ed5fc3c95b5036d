import { Fault } from '../fault.ts'
import { safeFileName } from '../files/safe-file-name.ts'

/** The name that a server gives a file, else the last part of its address; with the ending that all models have. Both are hostile. */
export function urlFileName(url: URL, contentDisposition: string | null): string {
  const name = dispositionName(contentDisposition) ?? decoded(url.pathname.split('/').at(-1) ?? '', url)
  return safeFileName(/\.gguf$/i.test(name) ? name : `${name}.gguf`)
}

/** Whether the address itself ends in a model's name, so that nobody has to be asked for it. */
export function isNamedByUrl(url: URL): boolean {
  return /\.gguf$/i.test(url.pathname)
}

/** `filename*` is the one that can hold any character, and wins. */
function dispositionName(header: string | null): string | null {
  if (header === null) return null
  const extended = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(header)?.[1]
  if (extended !== undefined) return decoded(extended, null)
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1')
  return /;\s*filename\s*=\s*([^;\s]+)/i.exec(header)?.[1] ?? null
}

function decoded(text: string, url: URL | null): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw new Fault('DOWNLOAD_FILE_NAME_REFUSED', {
      params: { fileName: text.slice(0, 120) },
      detail: url?.host ?? null,
      cause: error,
    })
  }
}
