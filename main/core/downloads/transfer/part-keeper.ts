import type { ByteRange, ByteRanges } from './byte-ranges.ts'
import type { PartFile } from './part-file.ts'

type PartKeeperOptions = {
  part: PartFile
  ranges: ByteRanges
  /** Called with what is on the disk, after it is there. */
  onKept: (ranges: ByteRange[]) => void
}

const intervalMs = 1000
/** So that the end of a fast transfer does not wait for all of it to reach the disk. */
const unsyncedBytesLimit = 128 * 1024 * 1024

/** Brings what was written to the disk, and only then says that it is there: at least once a second while bytes come. */
export class PartKeeper {
  readonly #options: PartKeeperOptions
  readonly #timer: NodeJS.Timeout
  #keptBytes: number
  #keeping: Promise<void> | null = null

  constructor(options: PartKeeperOptions) {
    this.#options = options
    this.#keptBytes = options.ranges.totalBytes
    this.#timer = setInterval(() => this.#keepSoon(), intervalMs)
  }

  /** More bytes have been written. */
  noteWritten(): void {
    if (this.#options.ranges.totalBytes - this.#keptBytes >= unsyncedBytesLimit) this.#keepSoon()
  }

  /** Resolves when all that was written is kept. Rejects with what the disk refused. */
  async finish(): Promise<void> {
    clearInterval(this.#timer)
    await this.#keeping?.catch(() => undefined)
    await this.#keep()
  }

  /** What goes wrong now goes wrong again at the end, where it is heard. */
  #keepSoon(): void {
    this.#keeping ??= this.#keep()
      .catch(() => undefined)
      .finally(() => {
        this.#keeping = null
      })
  }

  async #keep(): Promise<void> {
    const { part, ranges, onKept } = this.#options
    const bytes = ranges.totalBytes
    if (bytes === this.#keptBytes) return
    const written = ranges.toJSON()
    await part.sync()
    this.#keptBytes = bytes
    onKept(written)
  }
}
