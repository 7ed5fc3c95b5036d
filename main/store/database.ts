import SqliteDatabase from 'better-sqlite3'

declare const readable: unique symbol
declare const writable: unique symbol

/** A connection that its holder only reads from. */
export type ReadableDb = SqliteDatabase.Database & { readonly [readable]: true }

/** A connection that its holder may change. */
export type WritableDb = ReadableDb & { readonly [writable]: true }

const busyTimeoutMs = 5000

/** Opens an existing file to look at it. Nothing in it can change through this connection, nor is its log checkpointed. */
export function openReadable(path: string): ReadableDb {
  return new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }) as ReadableDb
}

/** Opens or makes the file: write-ahead log, foreign keys, and commits that a killed process cannot lose. */
export function openWritable(path: string): WritableDb {
  const db = new SqliteDatabase(path, { timeout: busyTimeoutMs }) as WritableDb
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  return db
}

/** The number of the last migration that the database has been through; 0 for a new file. */
export function schemaVersion(db: ReadableDb): number {
  return Number(db.pragma('user_version', { simple: true }))
}
