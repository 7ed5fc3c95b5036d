import { readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { Fault } from '../../core/fault.ts'
import { rowBytes, rowHeadBytes } from '../../core/lab/quality/reference-file.ts'
import type { Distribution } from './quality-rows.ts'

/**
 * One row of the reference's file at a time: a checksum of the rest (32 bits), the most probable token (32), the normaliser (64), and the logits
 * (32 each), from which the log-probabilities come without any loss.
 */
export class QualityRowFile {
  readonly #bytes: Uint8Array
  readonly #heads: Uint32Array
  readonly #normaliser: Float64Array
  readonly #logits: Float32Array

  constructor(vocabularySize: number) {
    const buffer = new ArrayBuffer(rowBytes(vocabularySize))
    this.#bytes = new Uint8Array(buffer)
    this.#heads = new Uint32Array(buffer, 0, 2)
    this.#normaliser = new Float64Array(buffer, 8, 1)
    this.#logits = new Float32Array(buffer, rowHeadBytes)
  }

  /** Faults: DISK_FULL (params.fileName), LAB_REFERENCE_UNUSABLE (detail). */
  write(file: number, offset: number, { logits, normaliser, top }: Distribution): void {
    this.#logits.set(logits)
    this.#normaliser[0] = normaliser
    this.#heads[1] = top
    this.#heads[0] = this.#checksum()
    try {
      for (let done = 0; done < this.#bytes.length; ) {
        done += writeSync(file, this.#bytes, done, this.#bytes.length - done, offset + done)
      }
    } catch (error) {
      throw referenceWriteFault(error)
    }
  }

  /** The row; it holds until the next one is read. Faults: LAB_REFERENCE_UNUSABLE (detail) where it is not what was written. */
  read(file: number, offset: number): Distribution {
    let done = 0
    try {
      while (done < this.#bytes.length) {
        const bytesRead = readSync(file, this.#bytes, done, this.#bytes.length - done, offset + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
    } catch (error) {
      throw new Fault('LAB_REFERENCE_UNUSABLE', { detail: String(error), cause: error })
    }
    if (done < this.#bytes.length) throw new Fault('LAB_REFERENCE_UNUSABLE', { detail: 'The file ends too early.' })
    if (this.#heads[0] !== this.#checksum()) {
      throw new Fault('LAB_REFERENCE_UNUSABLE', { detail: `The row at byte ${offset} is damaged.` })
    }
    return { logits: this.#logits, normaliser: this.#normaliser[0] ?? Number.NaN, top: this.#heads[1] ?? 0 }
  }

  #checksum(): number {
    return crc32(this.#bytes.subarray(4))
  }
}

/** Why the reference's file was not written: a full disk is told apart. */
export function referenceWriteFault(error: unknown): Fault {
  const detail = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return new Fault('LAB_REFERENCE_UNUSABLE', { detail, cause: error })
  return new Fault('DISK_FULL', { params: { fileName: 'reference' }, detail, cause: error })
}
