import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore, type StorePaths } from '../../../main/store/open-store.ts'
import { piecesBetween, yearSources } from '../../support/power-year.ts'
import { storePaths, tempFolder } from '../../support/temp-store.ts'

const app = fileURLToPath(import.meta.resolve('../../support/recording-app.ts'))
const kills = 5
const startMs = 1_764_000_000_000
const tables = ['power_1s', 'power_10s', 'power_1min', 'power_10min', 'power_2h']

/** Records from a time on, is killed `afterMs` after its first word, and returns until when it said that it had recorded. */
async function recordAndKill({ database, backups }: StorePaths, fromMs: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [app, database, backups, String(fromMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  await delay(afterMs)
  child.kill('SIGKILL')
  expect((await closed)[1]).toBe('SIGKILL')
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1))
}

// Catches: levels that are written one after the other, a commit that can be lost, a cut that takes what no coarser level has.
test('killed at random instants, the history is whole, its levels agree, and a second at most is missing', async () => {
  const paths = storePaths(tempFolder())
  let recordedMs = startMs
  for (let kill = 0; kill < kills; kill += 1) {
    const toldMs = await recordAndKill(paths, recordedMs, Math.random() * 400)
    openStore(paths).close()
    const db = new Database(paths.database)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const sums = tables.map((table) =>
      db
        .prepare<[], number[]>(`SELECT source, sum(covered_us), sum(energy_uj) FROM ${table} GROUP BY source`)
        .raw()
        .all(),
    )
    for (const sum of sums) expect(sum).toEqual(sums[0])
    recordedMs = startMs + Number(sums[0]?.[0]?.[1]) / 1000
    expect(recordedMs - toldMs).toBeGreaterThanOrEqual(0)
    expect(recordedMs - toldMs).toBeLessThanOrEqual(1000)
    const handedUj = piecesBetween(startMs, recordedMs)
      .filter(({ sourceId }) => sourceId === yearSources[0]?.id)
      .reduce((sum, { energyJ }) => sum + Math.round(energyJ * 1e6), 0)
    expect(sums[0]?.[0]?.[2]).toBe(handedUj)
    expect(db.prepare('SELECT count(*) FROM power_pieces').pluck().get()).toBeLessThan(3000)
    db.close()
  }
}, 60_000)
