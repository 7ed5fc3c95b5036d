import { Fault } from '../fault.ts'
import { unprintable } from '../shown-text.ts'

/** With `.part` and a number in front of it, a name must still fit into the 255 bytes that file systems give it. */
export const nameLimitBytes = 230
/** What Windows refuses in a name, separators and the colon of a drive or a stream among it. */
const refusedCharacters = /[<>:"/\\|?*]/
/** Windows opens a device under these names, whatever ends the name has. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i

/**
 * A name from outside that is a file name on every system and nothing else, returned as it came.
 * Faults: DOWNLOAD_FILE_NAME_REFUSED (params.fileName, fit to be shown).
 */
export function safeFileName(name: string): string {
  const isRefused =
    name === '' ||
    // Hidden, or one of `.` and `..`.
    name.startsWith('.') ||
    /^\s|[\s.]$/.test(name) ||
    !name.isWellFormed() ||
    refusedCharacters.test(name) ||
    unprintable.test(name) ||
    device.test(name) ||
    Buffer.byteLength(name) > nameLimitBytes
  if (isRefused) throw new Fault('DOWNLOAD_FILE_NAME_REFUSED', { params: { fileName: presentable(name) } })
  return name
}

/** A path from outside, `/` between folders, of which each part is a safe name. Returned as it came. Faults as `safeFileName`. */
export function safeRelativePath(path: string): string {
  for (const segment of path.split('/')) {
    try {
      safeFileName(segment)
    } catch (error) {
      throw new Fault('DOWNLOAD_FILE_NAME_REFUSED', { params: { fileName: presentable(path) }, cause: error })
    }
  }
  return path
}

/** A hostile name may not dress up the sentence that it is shown in. */
function presentable(name: string): string {
  const printable = name.toWellFormed().replaceAll(new RegExp(unprintable, 'gu'), '\uFFFD')
  const characters = [...printable]
  return characters.length > 120 ? `${characters.slice(0, 120).join('')}…` : printable
}
