import SqliteDatabase from 'better-sqlite3'
import { Fault } from '../core/fault.ts'

/** What SQLite threw, as a Fault: DATABASE_DAMAGED, DISK_FULL, or INTERNAL. `path` is named to the user. */
export function databaseFault(error: unknown, path: string): Fault {
  if (error instanceof SqliteDatabase.SqliteError) {
    const options = { params: { path }, detail: `${error.code}: ${error.message}`, cause: error }
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return new Fault('DATABASE_DAMAGED', options)
    if (error.code.startsWith('SQLITE_FULL')) return new Fault('DISK_FULL', options)
    return new Fault('INTERNAL', options)
  }
  return Fault.from(error)
}

/** The same repository, whose methods throw Faults where SQLite threw. */
export function withFaults<Repository extends object>(repository: Repository, path: string): Repository {
  return new Proxy(repository, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        try {
          return member.apply(target, args)
        } catch (error) {
          throw databaseFault(error, path)
        }
      }
    },
  })
}
