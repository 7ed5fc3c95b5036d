import { giveBack, isShared } from '../../network/read-buffers.ts'
import type { ByteRange } from './byte-ranges.ts'

type Block = { start: number; end: number; buffers: Buffer[] }

/** More than this is not kept for the hash, which then reads that part of the file. Counts the buffers whole. */
const keptBytesLimit = 64 * 1024 * 1024

/** What was written and still lies in memory: until its turn to be hashed has come, and from then on until it has been. */
export class LentBuffers {
  /** Those whose turn has not come, by where they start. */
  #waiting: Block[] = []
  /** In the order of the file. */
  #hashing: Block[] = []
  #keptBytes = 0

  /** Keeps the buffers of a range, or gives them back at once where there are too many, or where no other thread could read them. */
  add([start, end]: ByteRange, buffers: Buffer[]): void {
    if (buffers.length === 0) return
    const block = { start, end, buffers }
    const bytes = memoryOf(block)
    if (this.#keptBytes + bytes > keptBytesLimit || !buffers.every(isShared)) {
      buffers.forEach(giveBack)
      return
    }
    this.#keptBytes += bytes
    this.#waiting.push(block)
  }

  /** Those that lie before a byte, in order: from now on they are being hashed. */
  takeUpTo(prefixBytes: number): readonly Block[] {
    const due = this.#waiting.filter(({ end }) => end <= prefixBytes).sort((a, b) => a.start - b.start)
    if (due.length === 0) return due
    this.#waiting = this.#waiting.filter(({ end }) => end > prefixBytes)
    this.#hashing.push(...due)
    return due
  }

  /** All before this byte has been hashed. */
  giveBackUpTo(hashedBytes: number): void {
    const firstLeft = this.#hashing.findIndex(({ end }) => end > hashedBytes)
    const hashed = this.#hashing.splice(0, firstLeft < 0 ? this.#hashing.length : firstLeft)
    for (const block of hashed) {
      this.#keptBytes -= memoryOf(block)
      block.buffers.forEach(giveBack)
    }
  }
}

function memoryOf({ buffers }: Block): number {
  return buffers.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
}
