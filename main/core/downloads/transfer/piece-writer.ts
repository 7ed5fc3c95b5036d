import type { Bandwidth } from './bandwidth.ts'
import type { ByteRange } from './byte-ranges.ts'
import type { PartFile } from './part-file.ts'

type PieceWriterOptions = {
  part: PartFile
  start: number
  bandwidth: Bandwidth
  /** Called when these bytes have been written, with the buffers that they came in. */
  onWritten: (range: ByteRange, buffers: Buffer[]) => void
}

/** Written in blocks of about this size: few calls, and a progress that moves. */
const blockBytes = 1024 * 1024
/** More than this is not held in memory: the sender waits for the disk. */
const heldBytesLimit = 4 * blockBytes
/** What came slowly is written after this time at the latest. */
const holdMs = 250

/** Writes what arrives of one piece of a file, in order, while more arrives. */
export class PieceWriter {
  readonly #options: PieceWriterOptions
  #held: Buffer[] = []
  #heldBytes = 0
  #heldSinceMs = 0
  #writtenTo: number
  #writing: Promise<void> | null = null

  constructor(options: PieceWriterOptions) {
    this.#options = options
    this.#writtenTo = options.start
  }

  /** The byte after the last one that came. */
  get position(): number {
    return this.#writtenTo + this.#heldBytes
  }

  /** A promise where the sender has to wait: for the disk, or for its share of the bandwidth. */
  take(chunk: Buffer): Promise<void> | null {
    if (this.#heldBytes === 0) this.#heldSinceMs = performance.now()
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
    const isDue = this.#heldBytes >= blockBytes || performance.now() - this.#heldSinceMs >= holdMs
    if (isDue && this.#writing === null) this.#writing = this.#writeHeld()
    const share = this.#options.bandwidth.spend(chunk.length)
    if (this.#heldBytes < heldBytesLimit || this.#writing === null) return share
    return share === null ? this.#writing : Promise.all([this.#writing, share]).then(() => undefined)
  }

  /** Writes what is left. Rejects with what a write failed with. */
  async finish(): Promise<void> {
    await this.#writing
    if (this.#heldBytes > 0) await this.#writeHeld()
  }

  #writeHeld(): Promise<void> {
    const buffers = this.#held
    const start = this.#writtenTo
    const end = start + this.#heldBytes
    this.#held = []
    this.#heldBytes = 0
    this.#writtenTo = end
    const writing = this.#options.part.write(buffers, start).then(() => {
      this.#writing = null
      this.#options.onWritten([start, end], buffers)
    })
    // It is waited for later, by the sender or at the end.
    writing.catch(() => undefined)
    return writing
  }
}
