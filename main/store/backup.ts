import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadableDb } from './database.ts'
import { schemaVersion } from './database.ts'

const copiesKept = 3
const copyName = /^wattle-\d{4}-.*\.db$/

/**
 * Writes a whole, compact copy of the database into `folder` and deletes all but the newest copies. The copy's name tells
 * the schema version and the time. Returns its path.
 */
export function keepCopy(db: ReadableDb, folder: string, nowMs: number): string {
  mkdirSync(folder, { recursive: true })
  const version = String(schemaVersion(db)).padStart(4, '0')
  const time = new Date(nowMs).toISOString().replaceAll(':', '-')
  const path = join(folder, `wattle-${version}-${time}.db`)
  const unfinished = `${path}.part`
  // Whoever was killed while copying left as much as the whole database behind.
  for (const name of readdirSync(folder)) if (name.endsWith('.db.part')) rmSync(join(folder, name), { force: true })
  db.prepare('VACUUM INTO ?').run(unfinished)
  renameSync(unfinished, path)
  const copies = readdirSync(folder).filter((name) => copyName.test(name))
  for (const name of copies.sort().slice(0, -copiesKept)) rmSync(join(folder, name), { force: true })
  return path
}
