import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '../../preload/contract/errors.ts'
import { writeGguf } from './gguf-writer.ts'
import { tinyGguf, tinyGgufContent } from './tiny-gguf.ts'

/** A file that no model can be loaded from, and the codes that may be said of it. */
export type BadModelFile = { label: string; path: string; codes: readonly ErrorCode[] }

const truncations = 20
/** With no padding after its last tensor: each byte of it counts. */
const smallest = { layers: 1, embedding: 32, format: 'F16' } as const

/** Makes every kind of bad model file in a folder. A file that its owner may not read is left out where nothing is forbidden to us. */
export async function makeBadModelFiles(folder: string): Promise<BadModelFile[]> {
  await mkdir(folder, { recursive: true })
  const whole = tinyGguf(smallest)
  const files: BadModelFile[] = []
  const add = async (label: string, content: Buffer, codes: readonly ErrorCode[]) => {
    const path = join(folder, `${label.replaceAll(' ', '-')}.gguf`)
    await writeFile(path, content)
    files.push({ label, path, codes })
    return path
  }

  await add('empty', Buffer.alloc(0), ['MODEL_FILE_EMPTY'])
  for (const [index, length] of truncationLengths(whole.length).entries()) {
    await add(`truncated ${index}`, whole.subarray(0, length), ['MODEL_FILE_TRUNCATED'])
  }
  await add('random bytes', randomBytes(20_000), ['MODEL_FILE_NOT_GGUF'])
  await add('random bytes after the magic', Buffer.concat([Buffer.from('GGUF\x03\0\0\0'), randomBytes(20_000)]), [
    'MODEL_FILE_CORRUPT',
    'MODEL_FILE_TRUNCATED',
  ])
  await add('png', pngImage(), ['MODEL_FILE_NOT_GGUF'])
  await add('unknown architecture', tinyGguf({ ...smallest, architecture: 'wattle-unheard-of' }), [
    'MODEL_ARCHITECTURE_UNKNOWN',
  ])
  await add('tensor out of place', tensorOutOfPlace(), ['MODEL_FILE_CORRUPT'])

  const directory = join(folder, 'directory.gguf')
  await mkdir(directory, { recursive: true })
  files.push({ label: 'directory', path: directory, codes: ['MODEL_FILE_IS_A_FOLDER'] })
  files.push({ label: 'missing', path: join(folder, 'missing.gguf'), codes: ['MODEL_FILE_MISSING'] })

  // Root reads everything, and Windows has no such modes.
  if (process.getuid !== undefined && process.getuid() !== 0) {
    await chmod(await add('unreadable', whole, ['MODEL_FILE_UNREADABLE']), 0o000)
  }
  return files
}

/** Places to cut at: within the magic number, the counts, the keys, the list of tensors and the tensors. */
function truncationLengths(length: number): number[] {
  const early = [1, 3, 4, 7, 12, 20, 24, 40]
  const rest = truncations - early.length - 1
  const spread = Array.from({ length: rest }, (_, index) => Math.floor(((index + 1) * length) / (rest + 1)))
  return [...early, ...spread, length - 1]
}

/** Bytes from a fixed sequence, so that a failure can be repeated. */
function randomBytes(length: number): Buffer {
  let state = 42
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    }),
  )
}

/** One grey pixel. */
function pngImage(): Buffer {
  const base64 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='
  return Buffer.from(base64, 'base64')
}

/** The offsets in the list of tensors no longer follow each other: what a hostile file does to make a reader go astray. */
function tensorOutOfPlace(): Buffer {
  const content = tinyGgufContent(smallest)
  const file = writeGguf(content)
  const name = Buffer.from('output_norm.weight')
  const entry = file.indexOf(name)
  // After the name come the number of dimensions, one dimension and the type; then the offset.
  file.writeBigUInt64LE(2n ** 40n, entry + name.length + 4 + 8 + 4)
  return file
}
