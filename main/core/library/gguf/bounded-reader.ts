import type { FileHandle } from 'node:fs/promises'
import { Fault } from '../../fault.ts'

const windowBytes = 256 * 1024

/** The longest header that is believed: real ones, with their vocabulary, stay below 50 MB. */
const headerLimitBytes = 256 * 1024 * 1024

/**
 * Reads little-endian values from the start of a file onwards through one small window, so that memory stays bounded whatever the file
 * claims. Every length is checked against the rest of the file before it is believed.
 */
export class BoundedReader {
  readonly #file: FileHandle
  readonly #sizeBytes: number
  readonly #fileName: string
  readonly #buffer = Buffer.alloc(windowBytes)
  readonly #view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, windowBytes)
  #windowStart = 0
  #windowLength = 0
  #offset = 0

  constructor(file: FileHandle, sizeBytes: number, fileName: string) {
    this.#file = file
    this.#sizeBytes = sizeBytes
    this.#fileName = fileName
  }

  /** Bytes read or skipped so far. */
  get position(): number {
    return this.#windowStart + this.#offset
  }

  get remainingBytes(): number {
    return this.#sizeBytes - this.position
  }

  async u8(): Promise<number> {
    return this.#view.getUint8(await this.#take(1))
  }

  async u16(): Promise<number> {
    return this.#view.getUint16(await this.#take(2), true)
  }

  async u32(): Promise<number> {
    return this.#view.getUint32(await this.#take(4), true)
  }

  /** An unsigned 64-bit value that a number can hold exactly. */
  async u64(what: string): Promise<number> {
    const value = this.#view.getBigUint64(await this.#take(8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.corrupt(`${what} is ${value}`)
    return Number(value)
  }

  async i64(): Promise<number> {
    return Number(this.#view.getBigInt64(await this.#take(8), true))
  }

  async f32(): Promise<number> {
    return this.#view.getFloat32(await this.#take(4), true)
  }

  async f64(): Promise<number> {
    return this.#view.getFloat64(await this.#take(8), true)
  }

  /** A string with its length before it, of which at most `keepBytes` are kept; `truncated` where it was longer. */
  async string(what: string, keepBytes: number): Promise<{ text: string; truncated: boolean }> {
    const lengthBytes = await this.u64(`the length of ${what}`)
    this.#requireRest(lengthBytes, what)
    const keptBytes = Math.min(lengthBytes, keepBytes, windowBytes)
    const start = await this.#take(keptBytes)
    const text = this.#buffer.toString('utf8', start, start + keptBytes)
    await this.skip(lengthBytes - keptBytes, what)
    return { text, truncated: keptBytes < lengthBytes }
  }

  /** Passes over strings without keeping them. */
  async skipStrings(count: number, what: string): Promise<void> {
    // Each string takes eight bytes at the least.
    this.#requireRest(count * 8, what)
    for (let index = 0; index < count; index += 1) {
      const lengthBytes = await this.u64(`the length of a string in ${what}`)
      await this.skip(lengthBytes, what)
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
    const wantedBytes = Math.min(windowBytes, this.#sizeBytes - this.#windowStart)
    while (this.#windowLength < wantedBytes) {
      const { bytesRead } = await this.#file.read(
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
