import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore, type StorePaths } from '../../../main/store/open-store.ts'
import { storePaths, tempFolder } from '../../support/temp-store.ts'

const app = fileURLToPath(import.meta.resolve('../../support/streaming-app.ts'))
const killsPerDatabase = 5
const mayBeMissingMs = 1000

type Seen = { atMs: number; length: number; messageId: string }

/** Runs the app, kills it `afterMs` after its first text, and returns what its follower had seen. */
async function runAndKill({ database, backups }: StorePaths, afterMs: number): Promise<Seen[]> {
  const child = spawn(process.execPath, [app, database, backups], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  await delay(afterMs)
  child.kill('SIGKILL')
  expect((await closed)[1]).toBe('SIGKILL')
  const lines = output.slice(0, output.lastIndexOf('\n')).split('\n')
  return lines.map((line) => {
    const [atMs, length, messageId = ''] = line.split(' ')
    return { atMs: Number(atMs), length: Number(length), messageId }
  })
}

// Catches: a text that is flushed too seldom, a pragma that lets a commit be lost, an index torn from its table.
test.each(['first', 'second'])(
  'killed at random instants, %s database: whole, and at most a second is missing',
  async () => {
    const paths = storePaths(tempFolder())
    for (let kill = 1; kill <= killsPerDatabase; kill += 1) {
      const seen = await runAndKill(paths, Math.random() * 1500)
      const db = new Database(paths.database)
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      db.close()

      const store = openStore(paths)
      const last = seen.at(-1)
      if (last === undefined) throw new Error('Nothing was seen')
      const text = store.conversations.message(last.messageId)?.text ?? ''
      const mustBeThere = seen.findLast(({ atMs }) => atMs <= last.atMs - mayBeMissingMs)
      expect(text.length).toBeGreaterThanOrEqual(mustBeThere?.length ?? 1)
      const tokens = text.split(' token ').length
      const whole = Array.from({ length: tokens }, (_, index) => `token ${index + 1} `).join('')
      expect(text).toBe(whole)
      store.conversations.interruptUnfinished()
      expect(store.conversations.message(last.messageId)).toMatchObject({ state: 'interrupted' })
      expect(store.conversations.list()).toHaveLength(kill)
      store.close()
    }
  },
  60_000,
)
