import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { codeOf, writeFault } from '../../files/write-fault.ts'

/** A file under way, written at any position. What was not synced may be lost with the machine's power. */
export class PartFile {
  readonly path: string
  readonly #file: FileHandle

  private constructor(path: string, file: FileHandle) {
    this.path = path
    this.#file = file
  }

  /** Opens it where it is there, else makes it. Faults: DISK_FULL, DOWNLOAD_FAILED (params.reason `cannot-write`). */
  static async open(path: string): Promise<PartFile> {
    return new PartFile(path, await guarded(path, openOrCreate(path)))
  }

  async sizeBytes(): Promise<number> {
    return (await this.#file.stat()).size
  }

  /** Writes buffers one after the other from a position on. */
  async write(buffers: Buffer[], position: number): Promise<void> {
    await guarded(this.path, writeAll(this.#file, buffers, position))
  }

  /** Begins anew. */
  async clear(): Promise<void> {
    if ((await this.sizeBytes()) > 0) await guarded(this.path, this.#file.truncate(0))
  }

  /** Resolves when all that was written before is on the disk. */
  async sync(): Promise<void> {
    await guarded(this.path, this.#file.datasync())
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

async function openOrCreate(path: string): Promise<FileHandle> {
  return open(path, 'r+').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return open(path, 'wx+')
    throw error
  })
}

/** The system may take less than it was given: a disk that is nearly full, say. */
async function writeAll(file: FileHandle, buffers: Buffer[], position: number): Promise<void> {
  let rest = buffers
  let at = position
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, at)
    at += bytesWritten
    rest = withoutFirst(rest, bytesWritten)
  }
}

function withoutFirst(buffers: Buffer[], bytes: number): Buffer[] {
  let left = bytes
  return buffers.flatMap((buffer) => {
    const skipped = Math.min(left, buffer.length)
    left -= skipped
    return skipped === buffer.length ? [] : [buffer.subarray(skipped)]
  })
}

async function guarded<T>(path: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw writeFault(error, basename(path).replace(/\.part$/, ''))
  })
}
