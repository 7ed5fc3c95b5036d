import { z } from 'zod'
import { sizeBytesSchema } from '#contract/common.ts'
import type { SettingsRepository } from '../../ports/settings-repository.ts'
import { type HashCheckpoint, hashCheckpointSchema } from './hash-protocol.ts'

/** The file that a checkpoint is of, as it was. */
export type HashedFile = { path: string; sizeBytes: number; modifiedAtMs: number }

const keptSchema = z.array(
  hashCheckpointSchema.extend({ path: z.string(), sizeBytes: sizeBytesSchema, modifiedAtMs: z.number().int() }),
)
type Kept = z.infer<typeof keptSchema>

/** One file is hashed at a time; a few more may have had to give way. */
const keptLimit = 8

/** How far the hashes of files have come that were not finished, kept beyond the end of the app. */
export class HashCheckpoints {
  readonly #memory: Pick<SettingsRepository, 'recall' | 'remember'>

  constructor(memory: Pick<SettingsRepository, 'recall' | 'remember'>) {
    this.#memory = memory
  }

  /** Where to go on with a file; null for the start, and where the file changed since. */
  find(file: HashedFile): HashCheckpoint | null {
    const found = this.#read().find((kept) => isOf(kept, file))
    return found === undefined ? null : { hashedBytes: found.hashedBytes, state: found.state }
  }

  save({ path, sizeBytes, modifiedAtMs }: HashedFile, { hashedBytes, state }: HashCheckpoint): void {
    const others = this.#read().filter((kept) => kept.path !== path)
    this.#write([{ path, sizeBytes, modifiedAtMs, hashedBytes, state }, ...others].slice(0, keptLimit))
  }

  /** Forgets what is known of a path. */
  drop(path: string): void {
    const kept = this.#read()
    const others = kept.filter((one) => one.path !== path)
    if (others.length < kept.length) this.#write(others)
  }

  /** What cannot be read is worth no more than the time to hash again. */
  #read(): Kept {
    try {
      return keptSchema.parse(JSON.parse(this.#memory.recall('hashCheckpoints') ?? '[]'))
    } catch {
      return []
    }
  }

  /** Where it cannot be kept, on a full disk say, the next process begins a little earlier. */
  #write(kept: Kept): void {
    try {
      this.#memory.remember('hashCheckpoints', kept.length === 0 ? null : JSON.stringify(kept))
    } catch {
      // As it was.
    }
  }
}

function isOf(kept: Kept[number], file: HashedFile): boolean {
  return (
    kept.path === file.path &&
    kept.sizeBytes === file.sizeBytes &&
    kept.modifiedAtMs === file.modifiedAtMs &&
    kept.hashedBytes <= file.sizeBytes
  )
}
