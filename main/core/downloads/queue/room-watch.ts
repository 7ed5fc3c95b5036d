import { requireBytes } from '../../files/free-space.ts'

type RoomWatchOptions = {
  fileName: string
  folder: string
  freeBytes: (folder: string) => Promise<number>
}

/** The disk is looked at again after so many bytes of a file whose end nobody knows. */
const stepBytes = 32 * 1024 * 1024

/** Watches the room on the disk for a file whose size nobody told before its first bytes came, and that may have no end. */
export class RoomWatch {
  readonly #options: RoomWatchOptions
  readonly #full = new AbortController()
  #nextLookBytes = 0

  constructor(options: RoomWatchOptions) {
    this.#options = options
  }

  /** Aborts with DISK_FULL (params.fileName, requiredBytes, availableBytes) where what is to come does not fit. */
  get signal(): AbortSignal {
    return this.#full.signal
  }

  /** So many bytes have come, of so many; null where their number is still not known. */
  note(receivedBytes: number, sizeBytes: number | null): void {
    if (receivedBytes < this.#nextLookBytes) return
    this.#nextLookBytes = sizeBytes === null ? receivedBytes + stepBytes : Number.POSITIVE_INFINITY
    const missingBytes = sizeBytes === null ? 0 : sizeBytes - receivedBytes
    requireBytes(missingBytes, this.#options).catch((error: unknown) => this.#full.abort(error))
  }
}
