import { type FileHandle, open } from 'node:fs/promises'
import { Fault } from '../../core/fault.ts'
import {
  encodeHeader,
  hasChunk,
  isOwnedBy,
  markChunk,
  type ReferenceOwner,
  rowOffset,
} from '../../core/lab/quality/reference-file.ts'
import { referenceWriteFault } from './quality-row-file.ts'

/** The open file of the reference's log-probabilities. */
export class QualityReferenceFile {
  readonly #file: FileHandle
  readonly #owner: ReferenceOwner

  private constructor(file: FileHandle, owner: ReferenceOwner) {
    this.#file = file
    this.#owner = owner
  }

  /** One that belongs to another text, context or tokenizer is begun anew. Faults: DISK_FULL, LAB_REFERENCE_UNUSABLE (detail). */
  static async toWrite(path: string, owner: ReferenceOwner): Promise<QualityReferenceFile> {
    const known = await open(path, 'r+').catch(() => null)
    if (known !== null) {
      if (await isOwnedBy(known, owner).catch(() => false)) return new QualityReferenceFile(known, owner)
      await known.close()
    }
    try {
      const file = await open(path, 'w+')
      try {
        await file.write(encodeHeader(owner), 0, undefined, 0)
        return new QualityReferenceFile(file, owner)
      } catch (error) {
        await file.close()
        throw error
      }
    } catch (error) {
      throw referenceWriteFault(error)
    }
  }

  /** Faults: LAB_REFERENCE_UNUSABLE (detail) where it is not there, or belongs to another text, context or tokenizer. */
  static async toRead(path: string, owner: ReferenceOwner): Promise<QualityReferenceFile> {
    const unusable = (detail: string, cause?: unknown) => new Fault('LAB_REFERENCE_UNUSABLE', { detail, cause })
    const file = await open(path, 'r').catch((error: unknown) => {
      throw unusable(String(error), error)
    })
    if (await isOwnedBy(file, owner).catch(() => false)) return new QualityReferenceFile(file, owner)
    await file.close()
    throw unusable('It is of another text, context or tokenizer.')
  }

  /** Where a position's row is. */
  rowOf(chunk: number, position: number): { file: number; offset: number } {
    return { file: this.#file.fd, offset: rowOffset(this.#owner, chunk, position) }
  }

  /** Faults: LAB_REFERENCE_UNUSABLE (detail). */
  async requireChunk(chunk: number): Promise<void> {
    if (await hasChunk(this.#file, this.#owner, chunk)) return
    throw new Fault('LAB_REFERENCE_UNUSABLE', { detail: `Chunk ${chunk + 1} is not in it.` })
  }

  /** Faults: DISK_FULL, LAB_REFERENCE_UNUSABLE (detail). */
  async markChunk(chunk: number): Promise<void> {
    try {
      await markChunk(this.#file, this.#owner, chunk)
    } catch (error) {
      throw referenceWriteFault(error)
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
