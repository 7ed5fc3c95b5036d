import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Fault } from '../../fault.ts'

/** A text that quality is measured over. */
export type QualityText = {
  text: string
  /** Such as `Moby-Dick`, or the file's name. */
  name: string
  sha256: string
}

/** Some twelve million tokens: weeks of work. What is larger was not meant. */
const mostBytes = 64 * 1024 * 1024

/** The built-in text, or that of a file. Faults: LAB_TEXT_UNREADABLE (params.fileName, detail). */
export async function readQualityText(path: string | null): Promise<QualityText> {
  const { name, text } = path === null ? await builtInText() : { name: basename(path), text: await readTextFile(path) }
  return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
}

async function builtInText() {
  // Not before it is needed: it is a quarter of a megabyte.
  const { default: book } = await import('./moby-dick.json', { with: { type: 'json' } })
  return { name: book.name, text: book.lines.join('\n') }
}

async function readTextFile(path: string): Promise<string> {
  const unreadable = (detail: string, cause?: unknown) =>
    new Fault('LAB_TEXT_UNREADABLE', { params: { fileName: basename(path) }, detail, cause })
  try {
    // Before it is opened: a pipe would never end.
    const stats = await stat(path)
    if (!stats.isFile()) throw unreadable('It is no file.')
    if (stats.size > mostBytes) throw unreadable(`It has ${stats.size} bytes; ${mostBytes} are read at most.`)
    return decodeText(await readFile(path))
  } catch (error) {
    if (error instanceof Fault) throw error
    throw unreadable(error instanceof Error ? error.message : String(error), error)
  }
}

/** Throws where it is no UTF-8, and where it holds a byte that no text has. A byte order mark is left out. */
function decodeText(bytes: Buffer): string {
  if (bytes.includes(0)) throw new Error('It holds a zero byte: it is no text, or not in UTF-8.')
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
