import Database from 'better-sqlite3'

/**
 * Takes a folder for this process alone, by SQLite's lock on a small file: the system drops it when the process ends, however it ends,
 * so that no stale lock is ever left behind. Returns the way to give it back; null where another process has it.
 */
export function lockFolder(lockFile: string): (() => void) | null {
  const lock = new Database(lockFile, { timeout: 0 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
}
