import { Fault } from '../../fault.ts'

const windowBytes = 256 * 1024

/** The longest header that is believed: real ones, with their vocabulary, stay below 50 MB. */
const headerLimitBytes = 128 * 1024 * 1024

/** Where bytes come from: an open file, or a part of one that is in memory. */
export type ByteSource = {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
}

/**
 * Reads little-endian values from the start of a file onwards through one small window, so that memory stays bounded whatever the file
 * claims. Every length is checked against the rest of the file before it is believed. Each refill of the window waits for the system, so
 * that a long header does not hold up everything else.
 */
export class BoundedReader {
  readonly #source: ByteSource
  readonly #sizeBytes: number
  readonly #fileName: string
  readonly #buffer: Buffer
  readonly #view: DataView
  #windowStart = 0
  #windowLength = 0
  #offset = 0

  constructor(source: ByteSource, sizeBytes: number, fileName: string) {
    this.#source = source
    this.#sizeBytes = sizeBytes
    this.#fileName = fileName
    this.#buffer = Buffer.alloc(Math.min(windowBytes, sizeBytes))
    this.#view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, this.#buffer.length)
  }

  /** Bytes read or skipped so far. */
  get position(): number {
    return this.#windowStart + this.#offset
  }

  get remainingBytes(): number {
    return this.#sizeBytes - this.position
  }

  /** The next bytes, fewer where the file has no more, without passing over them. Valid until the next read. */
  async peek(bytes: number): Promise<Buffer> {
    const rest = Math.min(bytes, this.remainingBytes)
    if (this.#offset + rest > this.#windowLength) await this.#refill(rest)
    return this.#buffer.subarray(this.#offset, this.#offset + rest)
  }

  async u32(): Promise<number> {
    return this.#view.getUint32(await this.#take(4), true)
  }

  /** An unsigned 64-bit value that a number can hold exactly: a count or a length. */
  async u64(what: string): Promise<number> {
    const value = this.#view.getBigUint64(await this.#take(8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.corrupt(`${what} is ${value}`)
    return Number(value)
  }

  /** The next bytes, no more than a window of them. The view is valid until the next read. */
  async view(bytes: number, what: string): Promise<DataView> {
    this.#requireRest(bytes, what)
    const start = await this.#take(bytes)
    return new DataView(this.#buffer.buffer, this.#buffer.byteOffset + start, bytes)
  }

  /** A string with its length before it, of which at most `keepBytes` are kept, and at most a window; `truncated` where it was longer. */
  async string(what: string, keepBytes: number): Promise<{ text: string; lengthBytes: number; truncated: boolean }> {
    const lengthBytes = await this.u64(`the length of ${what}`)
    this.#requireRest(lengthBytes, what)
    const keptBytes = Math.min(lengthBytes, keepBytes, windowBytes)
    const start = await this.#take(keptBytes)
    const text = this.#buffer.toString('utf8', start, start + keptBytes)
    await this.skip(lengthBytes - keptBytes, what)
    return { text, lengthBytes, truncated: keptBytes < lengthBytes }
  }

  /** A string of any length, piece by piece. A piece is valid during the call alone. Returns the length in bytes. */
  async stringPieces(what: string, onPiece: (bytes: Buffer) => void): Promise<number> {
    const lengthBytes = await this.u64(`the length of ${what}`)
    this.#requireRest(lengthBytes, what)
    for (let left = lengthBytes; left > 0; ) {
      const ready = this.#windowLength - this.#offset
      const bytes = Math.min(left, ready > 0 ? ready : this.#buffer.length)
      const start = await this.#take(bytes)
      onPiece(this.#buffer.subarray(start, start + bytes))
      left -= bytes
    }
    return lengthBytes
  }

  /** Passes over strings without keeping them. */
  async skipStrings(count: number, what: string): Promise<void> {
    // Each string takes eight bytes at the least.
    this.#requireRest(count * 8, what)
    for (let left = count; left > 0; ) {
      left -= this.#skipStringsInWindow(left)
      if (left === 0) return
      const lengthBytes = await this.u64(`the length of a string in ${what}`)
      await this.skip(lengthBytes, what)
      left -= 1
    }
  }

  async skip(bytes: number, what: string): Promise<void> {
    this.#requireRest(bytes, what)
    if (this.#offset + bytes <= this.#windowLength) {
      this.#offset += bytes
      return
    }
    this.#windowStart = this.position + bytes
    this.#windowLength = 0
    this.#offset = 0
  }

  corrupt(detail: string): Fault {
    return new Fault('MODEL_FILE_CORRUPT', {
      params: { fileName: this.#fileName, atByte: this.position },
      detail: `${detail}, near byte ${this.position}`,
    })
  }

  truncated(expectedBytes: number, detail: string): Fault {
    return new Fault('MODEL_FILE_TRUNCATED', {
      params: { fileName: this.#fileName, sizeBytes: this.#sizeBytes, expectedBytes },
      detail,
    })
  }

  /** Passes over strings that lie whole in the window, without waiting once: a vocabulary has 150,000 of them. Returns how many. */
  #skipStringsInWindow(count: number): number {
    for (let skipped = 0; skipped < count; skipped += 1) {
      if (this.#offset + 8 > this.#windowLength) return skipped
      const lengthBytes = this.#view.getUint32(this.#offset, true)
      const isLong = this.#view.getUint32(this.#offset + 4, true) !== 0
      if (isLong || this.#offset + 8 + lengthBytes > this.#windowLength) return skipped
      this.#offset += 8 + lengthBytes
    }
    return count
  }

  #requireRest(bytes: number, what: string): void {
    if (bytes > headerLimitBytes || this.position + bytes > headerLimitBytes) {
      throw this.corrupt(`${what} claims ${bytes} bytes, more than any header has`)
    }
    if (bytes > this.remainingBytes) {
      throw this.truncated(this.position + bytes, `the file ends within ${what}`)
    }
  }

  /** Makes the next bytes available in the window. Returns where they start in it. */
  async #take(bytes: number): Promise<number> {
    if (this.#offset + bytes > this.#windowLength) await this.#refill(bytes)
    const start = this.#offset
    this.#offset += bytes
    return start
  }

  async #refill(bytes: number): Promise<void> {
    this.#requireRest(bytes, 'its header')
    this.#windowStart = this.position
    this.#offset = 0
    this.#windowLength = 0
    const wantedBytes = Math.min(this.#buffer.length, this.#sizeBytes - this.#windowStart)
    while (this.#windowLength < wantedBytes) {
      const { bytesRead } = await this.#source.read(
        this.#buffer,
        this.#windowLength,
        wantedBytes - this.#windowLength,
        this.#windowStart + this.#windowLength,
      )
      if (bytesRead === 0) break
      this.#windowLength += bytesRead
    }
    if (this.#windowLength < bytes) throw this.truncated(this.#windowStart + bytes, 'the file became shorter')
  }
}
