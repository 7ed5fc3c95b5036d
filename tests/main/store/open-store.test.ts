import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { Fault } from '../../../main/core/fault.ts'
import { openWritable } from '../../../main/store/database.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { migrations } from '../../../main/store/migrations/index.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { aMessage } from '../../support/messages.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

function faultOf(action: () => unknown): Fault {
  try {
    action()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}

function fill(folder: string, messageCount = 1): void {
  const store = openStore(storePaths(folder))
  const settings = { systemPrompt: null, sampling: {} }
  const messages = Array.from({ length: messageCount }, () =>
    aMessage({ conversationId: 'c', text: 'words '.repeat(100) }),
  )
  store.conversations.append({ conversation: { id: 'c', title: 'Kept', createdAtMs: 1, settings }, messages })
  store.close()
}

test('a new folder gets a database, and what is written is there the next time', () => {
  const folder = join(tempFolder(), 'not', 'there', 'yet')
  fill(folder)
  const { conversations } = tempStore(folder)
  expect(conversations.list().map(({ title }) => title)).toEqual(['Kept'])
  expect(existsSync(storePaths(folder).backups)).toBe(false)
})

test('closing leaves one file that can be copied, and may be done twice', () => {
  const folder = tempFolder()
  fill(folder)
  const store = openStore(storePaths(folder))
  store.close()
  store.close()
  expect(readdirSync(folder)).toEqual(['wattle.db'])
})

test('closing on a full disk leaves all in the log, and does not fail', () => {
  const folder = tempFolder()
  fill(folder)
  const store = openStore(storePaths(folder))
  store.conversations.rename('c', 'Renamed')
  const checkpoint = vi.spyOn(Database.prototype, 'pragma').mockImplementationOnce(() => {
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
  })
  store.close()
  expect(checkpoint).toHaveBeenCalledOnce()
  checkpoint.mockRestore()
  expect(
    tempStore(folder)
      .conversations.list()
      .map(({ title }) => title),
  ).toEqual(['Renamed'])
})

test('an empty file, as a full disk leaves behind, becomes a database', () => {
  const folder = tempFolder()
  writeFileSync(storePaths(folder).database, '')
  expect(tempStore(folder).conversations.list()).toEqual([])
})

test('a database of a newer version is refused and stays as it is', () => {
  const folder = tempFolder()
  fill(folder)
  const { database } = storePaths(folder)
  const db = new Database(database)
  db.pragma('user_version = 990')
  db.close()
  const before = readFileSync(database)
  const fault = faultOf(() => openStore(storePaths(folder)))
  expect(fault.code).toBe('DATA_FROM_NEWER_VERSION')
  expect(fault.params).toMatchObject({ path: database, found: 990 })
  expect(readFileSync(database).equals(before)).toBe(true)
})

/** Changes a page in the middle that holds messages. */
function spoil(path: string, change: (page: Buffer) => void): void {
  const bytes = readFileSync(path)
  const start = Math.floor(bytes.indexOf('words words words', bytes.length / 2) / 4096) * 4096
  change(bytes.subarray(start, start + 4096))
  writeFileSync(path, bytes)
}

test.each([
  ['is no database', (path: string) => writeFileSync(path, 'A text that is longer than a header.\n'.repeat(200))],
  ['has lost its end', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['has zeros for pages', (path: string) => spoil(path, (page) => page.fill(0))],
  ['has bad bytes inside a page of messages', (path: string) => spoil(path, (page) => page.fill(0xff, 8, 40))],
])('a file that %s is refused with its path and stays as it is', (_, damage) => {
  const folder = tempFolder()
  fill(folder, 200)
  const { database } = storePaths(folder)
  damage(database)
  const before = readFileSync(database)
  const fault = faultOf(() => openStore(storePaths(folder)))
  expect(fault.code).toBe('DATABASE_DAMAGED')
  expect(fault.params).toMatchObject({ path: database })
  expect(readFileSync(database).equals(before)).toBe(true)
})

test('an older database is copied before it is migrated, and only the newest copies are kept', () => {
  const folder = tempFolder()
  const paths = storePaths(folder)
  for (let round = 1; round <= 5; round += 1) {
    // Each round begins with a database of version 20 that holds one conversation.
    for (const suffix of ['', '-wal', '-shm']) writeFileSync(paths.database + suffix, '')
    const db = openWritable(paths.database)
    migrate(
      db,
      migrations.filter(({ version }) => version <= 20),
    )
    db.exec(
      `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Round ${round}', 1, 1, '{}')`,
    )
    db.close()
    // A copy that a killed app left unfinished goes, too: one more was left with each attempt.
    if (round === 5) writeFileSync(join(paths.backups, 'wattle-0020-2025-01-01T00-00-00.000Z.db.part'), 'half')
    openStore(paths, () => Date.UTC(2026, 0, round)).close()
  }
  const copies = readdirSync(paths.backups).sort()
  expect(copies).toEqual([3, 4, 5].map((day) => `wattle-0020-2026-01-0${day}T00-00-00.000Z.db`))
  const copy = new Database(join(paths.backups, copies.at(-1) ?? ''), { readonly: true })
  expect(copy.prepare('SELECT title FROM conversations').pluck().get()).toBe('Round 5')
  expect(copy.pragma('user_version', { simple: true })).toBe(20)
  copy.close()
})

test('what SQLite throws later leaves as a Fault too', () => {
  const store = tempStore()
  const orphan = aMessage({ conversationId: 'nowhere' })
  const fault = faultOf(() => store.conversations.append({ messages: [orphan] }))
  expect(fault.code).toBe('INTERNAL')
  expect(fault.detail).toContain('SQLITE_CONSTRAINT_FOREIGNKEY')
})
