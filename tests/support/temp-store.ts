import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Store } from '../../main/core/ports/store.ts'
import { openStore, type StorePaths } from '../../main/store/open-store.ts'

/** A folder of this test's own, deleted when the test has ended. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wattle-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** The paths of a database in a folder. */
export function storePaths(folder: string): StorePaths {
  return { database: join(folder, 'wattle.db'), backups: join(folder, 'backups') }
}

/** A real database in a folder of its own, closed when the test has ended. */
export function tempStore(folder: string = tempFolder()): Store {
  const store = openStore(storePaths(folder))
  onTestFinished(() => store.close())
  return store
}
