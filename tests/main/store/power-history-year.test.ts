import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../main/store/open-store.ts'
import { piecesBetween, writeHistory, yearSources } from '../../support/power-year.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** A whole number of steps of every level. */
const startMs = 7_200_000 * 245_000
const tables = ['power_pieces', 'power_1s', 'power_10s', 'power_1min', 'power_10min', 'power_2h']

/** A database with a history as `bench:meter-history` makes it. */
function synthetic(fromMs: number, nowMs: number) {
  const folder = tempFolder()
  openStore(storePaths(folder)).close()
  const db = new Database(storePaths(folder).database)
  onTestFinished(() => void db.close())
  writeHistory(db, fromMs, nowMs)
  return { folder, db }
}

// What the bench measures is worth nothing unless the app makes the same: it goes on where the synthetic history ends, twelve minutes through all
// that `append` and `tidy` do, and then every row of every level must be the one that is made at once.
test.each([
  ['a quarter of an hour', 0.25],
  ['26 hours', 26],
])('after %s, the history that is made at once is the one that the app makes', (_, hours) => {
  const beganMs = startMs - hours * hourMs
  const nowMs = startMs + 12 * minuteMs
  const { folder } = synthetic(beganMs, startMs)
  const { powerHistory } = tempStore(folder)
  for (let atMs = startMs; atMs < nowMs; atMs += 10 * secondMs) {
    powerHistory.append(yearSources, piecesBetween(atMs, atMs + 10 * secondMs))
    powerHistory.append(yearSources, piecesBetween(atMs - secondMs, atMs + secondMs))
    while (powerHistory.tidy(atMs + 10 * secondMs));
  }
  const { db } = synthetic(beganMs, nowMs)
  db.prepare('ATTACH ? AS app').run(storePaths(folder).database)
  for (const table of tables) {
    const rows = (schema: string) => db.prepare(`SELECT count(*) FROM ${schema}.${table}`).pluck().get()
    const missing = db.prepare(`SELECT * FROM main.${table} EXCEPT SELECT * FROM app.${table} LIMIT 1`).all()
    expect([table, rows('app'), missing]).toEqual([table, rows('main'), []])
  }
})

test('a hundred days keep so many steps of each length, the newest hour as it was read, and the same sums on all levels', () => {
  const nowMs = startMs + 30 * minuteMs
  const { folder, db } = synthetic(nowMs - 100 * dayMs, nowMs)
  const count = (table: string) =>
    Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()) / yearSources.length
  expect(tables.map(count)).toEqual([39_000, 86_400, 120_960, 129_600, 14_400, 1201])
  const sums = (table: string, perMs: number) =>
    db
      .prepare(
        `SELECT source, sum(covered_us), sum(energy_uj), sum(low_uj), sum(high_uj) FROM ${table}
         WHERE ${perMs === 1 ? 'at_ms' : 'at_us'} >= ? GROUP BY source`,
      )
      .raw()
      .all((nowMs - 30 * minuteMs) * perMs)
  for (const table of tables) expect(sums(table, table === 'power_pieces' ? 1000 : 1)).toEqual(sums('power_1s', 1))

  const { powerHistory } = tempStore(folder)
  for (const agoMs of [hourMs, 30 * minuteMs, minuteMs]) {
    const fromMs = nowMs - agoMs
    const { stepMs, steps } = powerHistory.read(fromMs, fromMs + minuteMs, 600)
    const pieces = piecesBetween(fromMs, fromMs + minuteMs)
    expect(stepMs).toBe(100)
    expect(steps.map(({ energyJ }) => energyJ)).toEqual(
      yearSources.flatMap(({ id }) => pieces.flatMap(({ sourceId, energyJ }) => (sourceId === id ? energyJ : []))),
    )
  }
  const stepOf = (agoMs: number) => powerHistory.read(nowMs - agoMs, nowMs - agoMs + minuteMs, 600).stepMs
  expect([2 * hourMs, 2 * dayMs, 20 * dayMs, 95 * dayMs].map(stepOf)).toEqual([1000, 10_000, 60_000, 600_000])
  expect(powerHistory.read(0, nowMs, 600).steps.length).toBeGreaterThan(600)
})
