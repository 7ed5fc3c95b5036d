import type { WritableDb } from '../database.ts'

/** One step of the schema. Runs once, in a transaction of its own, and is never changed after a release. */
export type Migration = {
  /** A multiple of 10, the file's number. */
  version: number
  up(db: WritableDb): void
}
