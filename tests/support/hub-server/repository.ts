import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A file of a repository: bytes in memory, or a file on this disk, which is never read whole. */
export type HubFile = { path: string; content: Buffer | string } | { path: string; diskPath: string }

/** A repository as a test describes it. What is left out takes a plain value. */
export type HubRepository = {
  /** `author/name`. */
  id: string
  files: readonly HubFile[]
  /** The commit that these files are; reckoned from them where a test does not care. */
  commit?: string
  /** The front matter of its card; a licence is among its tags too, as on the hub. */
  licence?: string | undefined
  gated?: false | 'auto' | 'manual'
  downloads?: number
  likes?: number
  lastModified?: string
  /** What the hub read from the first GGUF file's header; null where it could not. */
  gguf?: { total: number; architecture: string; context_length: number | null } | null
  /** Laid over the model's description: whatever else a hub may say, nonsense included. */
  extra?: Record<string, unknown>
}

/** A file as the hub serves it. */
export type StoredFile = {
  path: string
  sizeBytes: number
  /** Of the content: LFS's id of it. */
  sha256: string
  /** Git's own hash: of the pointer where the file is in LFS. */
  gitOid: string
  isLfs: boolean
  /** The bytes from `start` to `end`, both included. */
  read(start: number, end: number): Readable
}

/** One state of a repository. */
export type Commit = { sha: string; files: readonly StoredFile[] }

/** Bytes of one read of the disk. */
const chunkBytes = 1024 * 1024
/** Bytes of the text that stands in git for a file of LFS. */
export const pointerBytes = 136

/** Reads what there is to know about a file; hashes it once. */
export async function storeFile(file: HubFile): Promise<StoredFile> {
  const bytes = 'content' in file ? Buffer.from(file.content) : null
  const diskPath = 'diskPath' in file ? file.diskPath : ''
  const sizeBytes = bytes === null ? (await stat(diskPath)).size : bytes.length
  const read = (start: number, end: number): Readable => {
    if (bytes === null) return createReadStream(diskPath, { start, end, highWaterMark: chunkBytes })
    return Readable.from(chunksOf(bytes.subarray(start, end + 1)), { objectMode: false })
  }
  const hash = createHash('sha256')
  if (sizeBytes > 0) await pipeline(read(0, sizeBytes - 1), hash)
  const sha256 = hash.digest('hex')
  const gitOid = createHash('sha1').update(`blob ${file.path} ${sha256}`).digest('hex')
  return { path: file.path, sizeBytes, sha256, gitOid, isLfs: /\.(gguf|safetensors|bin)$/.test(file.path), read }
}

/** The state with these files, under this name or one reckoned from them. */
export function commitOf(files: readonly StoredFile[], sha?: string): Commit {
  if (sha !== undefined) return { sha, files }
  const listing = files.map((file) => `${file.path} ${file.sha256}`).join('\n')
  return { sha: createHash('sha1').update(listing).digest('hex'), files }
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes)
}
