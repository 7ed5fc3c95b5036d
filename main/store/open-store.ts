import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Fault } from '../core/fault.ts'
import type { Store } from '../core/ports/store.ts'
import { createAnswerRateRepository } from './answer-rate-repository.ts'
import { keepCopy } from './backup.ts'
import { createConversationRepository } from './conversation-repository.ts'
import { openReadable, openWritable, type ReadableDb, schemaVersion, type WritableDb } from './database.ts'
import { databaseFault, withFaults } from './database-fault.ts'
import { createDownloadRepository } from './download-repository.ts'
import { createEnergyLedgerRepository } from './energy-ledger-repository.ts'
import { createFolderRepository } from './folder-repository.ts'
import { createLabRepository } from './lab-repository.ts'
import { createMemoryMeasurementRepository } from './memory-measurement-repository.ts'
import { migrate } from './migrate.ts'
import { latestVersion } from './migrations/index.ts'
import { createModelRepository } from './model-repository.ts'
import { createPowerHistoryRepository } from './power-history-repository.ts'
import { createProfileRepository } from './profile-repository.ts'
import { createSettingsRepository } from './settings-repository.ts'

/** Where the database lies, and the folder for copies of it. */
export type StorePaths = { database: string; backups: string }

/**
 * Opens the database, and makes it where it is missing. A copy goes to the folder for backups before an older database is
 * migrated. Faults: DATA_FROM_NEWER_VERSION and DATABASE_DAMAGED (params: path), with nothing changed; DISK_FULL.
 */
export function openStore({ database: path, backups }: StorePaths, now: () => number = Date.now): Store {
  mkdirSync(dirname(path), { recursive: true })
  let opened: WritableDb | null = null
  try {
    const isOld = existsSync(path) && statSync(path).size > 0
    if (isOld) refuseUnfit(path)
    const db = openWritable(path)
    opened = db
    if (isOld && schemaVersion(db) < latestVersion) keepCopy(db, backups, now())
    migrate(db)
    return {
      conversations: withFaults(createConversationRepository(db), path),
      models: withFaults(createModelRepository(db), path),
      lab: withFaults(createLabRepository(db), path),
      answerRates: withFaults(createAnswerRateRepository(db), path),
      folders: withFaults(createFolderRepository(db), path),
      profiles: withFaults(createProfileRepository(db), path),
      memoryMeasurements: withFaults(createMemoryMeasurementRepository(db), path),
      downloads: withFaults(createDownloadRepository(db), path),
      powerHistory: withFaults(createPowerHistoryRepository(db), path),
      energyLedger: withFaults(createEnergyLedgerRepository(db), path),
      settings: withFaults(createSettingsRepository(db), path),
      close() {
        if (!db.open) return
        try {
          db.pragma('wal_checkpoint(TRUNCATE)')
        } catch {
          // The disk is full, say: nothing is lost, since the log stays beside the database and the next start reads it.
        } finally {
          db.close()
        }
      },
    }
  } catch (error) {
    opened?.close()
    throw databaseFault(error, path)
  }
}

/** Looks at a database through a connection that cannot change it. */
function refuseUnfit(path: string): void {
  const db = openReadable(path)
  try {
    const version = schemaVersion(db)
    if (version > latestVersion) {
      throw new Fault('DATA_FROM_NEWER_VERSION', { params: { path, found: version, known: latestVersion } })
    }
    const damage = findDamage(db)
    if (damage !== null) throw new Fault('DATABASE_DAMAGED', { params: { path }, detail: damage })
  } finally {
    db.close()
  }
}

/**
 * Walks the pages of the ordinary tables, about 1 ms a megabyte; the search index's own check is ten times as slow. Power over time is left out:
 * it would be most of the work after a year, and where it is damaged everything else can be used.
 */
function findDamage(db: ReadableDb): string | null {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema
       WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'power!_%' ESCAPE '!'`,
    )
    .pluck()
    .all()
  for (const table of tables) {
    const verdict = String(db.pragma(`quick_check('${table.replaceAll("'", "''")}')`, { simple: true }))
    if (verdict !== 'ok') return verdict
  }
  return null
}
