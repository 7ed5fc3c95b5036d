import { readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { HistorySource, PowerPiece } from '../../../main/core/ports/power-history-repository.ts'
import { openWritable } from '../../../main/store/database.ts'
import { withFaults } from '../../../main/store/database-fault.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { createPowerHistoryRepository } from '../../../main/store/power-history-repository.ts'
import { piecesBetween, yearSources } from '../../support/power-year.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const source: HistorySource = {
  id: 'rapl:0',
  collector: 'rapl',
  name: 'package-0',
  scope: 'cpu-package',
  provenance: 'device-counter',
}
const hourMs = 3_600_000
const startMs = 1_764_000_000_000

const piece = (atMs: number, parts: Partial<PowerPiece> = {}): PowerPiece => ({
  sourceId: source.id,
  atMs,
  durationMs: 100,
  energyJ: 1,
  lowJ: null,
  highJ: null,
  ...parts,
})

/** Pieces of 10 W, one after the other. */
const pieces = (fromMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => piece(fromMs + index * 100))

const total = (steps: readonly { energyJ: number }[]) => steps.reduce((sum, { energyJ }) => sum + energyJ, 0)

test('what was read comes back as it was read', () => {
  const { powerHistory } = tempStore()
  powerHistory.append([source], [piece(startMs, { energyJ: 1.5 }), piece(startMs + 100, { energyJ: 0 })])
  const [first, second] = powerHistory.read(startMs, startMs + 200, 2).steps
  expect(first).toEqual({
    sourceId: 'rapl:0',
    atMs: startMs,
    coveredMs: 100,
    energyJ: 1.5,
    lowJ: null,
    highJ: null,
    minW: 15,
    maxW: 15,
  })
  expect(second).toMatchObject({ atMs: startMs + 100, energyJ: 0, minW: 0 })
  expect(powerHistory.read(startMs, startMs + 200, 2).sources).toEqual([source])
})

test('an empty history, and a range before or after it, have no steps', () => {
  const { powerHistory } = tempStore()
  expect(powerHistory.read(0, startMs, 600).steps).toEqual([])
  powerHistory.append([source], pieces(startMs, 10))
  expect(powerHistory.read(0, startMs, 600).steps).toEqual([])
  expect(powerHistory.read(startMs + 2000, startMs + hourMs, 600).steps).toEqual([])
  expect(powerHistory.read(startMs + 500, startMs + 500, 600).steps).toEqual([])
})

test('a range without end is narrowed to what there is', () => {
  const { powerHistory } = tempStore()
  powerHistory.append([source], pieces(startMs, 600))
  const { stepMs, steps } = powerHistory.read(0, 8e15, 600)
  expect([stepMs, steps.length, total(steps)]).toEqual([100, 600, 600])
})

// A wall plug that answers each third second had gaps of two seconds between its steps, and three times its power in one.
test('a piece longer than a step is spread over the steps that it covers', () => {
  const { powerHistory } = tempStore()
  powerHistory.append([source], [piece(startMs + 300, { durationMs: 3000, energyJ: 30, lowJ: 15, highJ: 60 })])
  for (const points of [40, 13, 4, 1]) {
    const { stepMs, steps } = powerHistory.read(startMs, startMs + 4000, points)
    expect(total(steps)).toBeCloseTo(30, 9)
    for (const { minW, maxW, coveredMs, energyJ, lowJ, highJ } of steps) {
      expect([minW, maxW]).toEqual([10, 10])
      expect(coveredMs).toBeLessThanOrEqual(stepMs)
      expect((energyJ / coveredMs) * 1000).toBeCloseTo(10, 3)
      expect([(lowJ ?? 0) * 2, (highJ ?? 0) / 2].map((joules) => Math.abs(joules - energyJ) < 1e-5)).toEqual([
        true,
        true,
      ])
    }
  }
})

test('a gap stays a gap: no step where nothing was measured, and the covered time where something was', () => {
  const { powerHistory } = tempStore()
  powerHistory.append([source], [...pieces(startMs, 5), ...pieces(startMs + 60_000, 10)])
  const { stepMs, steps } = powerHistory.read(startMs, startMs + 61_000, 30)
  expect([stepMs, steps.map(({ atMs, coveredMs }) => [atMs - startMs, coveredMs])]).toEqual([
    3000,
    [
      [0, 500],
      [60_000, 1000],
    ],
  ])
})

test('the extremes of a step are those of the pieces in it, a piece across its edge counted in both', () => {
  const { powerHistory } = tempStore()
  const watts = [5, 90, 20, 40]
  powerHistory.append(
    [source],
    watts.map((power, index) => piece(startMs + index * 600, { durationMs: 600, energyJ: power * 0.6 })),
  )
  const { steps } = powerHistory.read(startMs, startMs + 2400, 1)
  expect(steps).toMatchObject([{ minW: 5, maxW: 90 }])
  const shorter = powerHistory.read(startMs, startMs + 2400, 3).steps
  expect(shorter.map(({ minW, maxW }) => [minW, maxW])).toEqual([
    [5, 90],
    [20, 90],
    [20, 40],
  ])
})

test('a band beside pieces that have none holds them too', () => {
  const { powerHistory } = tempStore()
  const band = { lowJ: 0.5, highJ: 2 }
  powerHistory.append([source], [piece(startMs, band), piece(startMs + 100)])
  powerHistory.append([source], [piece(startMs + 6000), piece(startMs + 6100, band)])
  for (const [points, expectedStepMs] of [
    [1, 7000],
    [3, 3000],
    [31, 200],
    [62, 100],
  ] as const) {
    const { stepMs, steps } = powerHistory.read(startMs, startMs + 7000, points)
    expect(stepMs).toBe(expectedStepMs)
    expect(steps.reduce((sum, { lowJ, energyJ }) => sum + (lowJ ?? energyJ), 0)).toBeCloseTo(3, 9)
    expect(steps.reduce((sum, { highJ, energyJ }) => sum + (highJ ?? energyJ), 0)).toBeCloseTo(6, 9)
  }
})

test('a piece that reaches into the range from before it is in its first step', () => {
  const { powerHistory } = tempStore()
  powerHistory.append([source], [piece(startMs, { durationMs: 600, energyJ: 6 })])
  const { steps } = powerHistory.read(startMs + 300, startMs + 600, 3)
  expect(steps.map(({ atMs, energyJ }) => [atMs - startMs, energyJ])).toEqual([
    [300, 1],
    [400, 1],
    [500, 1],
  ])
})

test('pieces that come twice, or that a clock set back makes overlap, are added once', () => {
  const { powerHistory } = tempStore()
  const batch = pieces(startMs, 100)
  powerHistory.append([source], batch)
  powerHistory.append([source], batch)
  // Back by four and a half seconds: the last fifty-five of these are new time.
  powerHistory.append([source], pieces(startMs + 5_500, 100))
  const { steps } = powerHistory.read(startMs, startMs + 20_000, 200)
  expect(total(steps)).toBeCloseTo(155, 9)
  expect(total(powerHistory.read(startMs, startMs + 20_000, 2).steps)).toBeCloseTo(155, 9)
})

test('a clock that is set right by some milliseconds loses no more than these', () => {
  const { powerHistory } = tempStore()
  powerHistory.append([source], pieces(startMs, 10))
  powerHistory.append([source], pieces(startMs + 997, 10))
  expect(total(powerHistory.read(startMs, startMs + 2000, 2).steps)).toBeCloseTo(19.97, 9)
})

test('time that was not measured yet may be added later, also where only coarser steps are kept', () => {
  const { powerHistory } = tempStore()
  const nowMs = startMs + 30 * hourMs
  powerHistory.append([source], [...pieces(startMs, 100), ...pieces(nowMs, 10)])
  while (powerHistory.tidy(nowMs));
  powerHistory.append([source], pieces(startMs, 100))
  powerHistory.append([source], pieces(startMs + 60_000, 10))
  const { steps } = powerHistory.read(startMs, startMs + hourMs, 600)
  expect(total(steps)).toBeCloseTo(110, 9)
  // The seconds of that day are gone: one that is there again must not look as if all were.
  powerHistory.append([source], pieces(startMs - 60_000, 10))
  expect(total(powerHistory.read(startMs, startMs + 10_000, 10).steps)).toBeCloseTo(100, 9)
})

// Half a second was left of the second at which the work stopped, and was taken for all of it.
test('nothing is missing anywhere while old times are made coarser', () => {
  const { powerHistory } = tempStore()
  // Kept for 65 minutes: the cut lies in the middle of a second.
  const nowMs = startMs + 65 * 60_000 + 150_456
  powerHistory.append([source], [...pieces(startMs + 50, 3000), ...pieces(nowMs, 10)])
  for (let hasMore = true; hasMore; ) {
    hasMore = powerHistory.tidy(nowMs)
    for (let second = 1; second < 300; second += 1) {
      const fromMs = startMs + second * 1000
      expect(total(powerHistory.read(fromMs, fromMs + 1000, 10).steps)).toBeCloseTo(10, 3)
    }
  }
  expect(powerHistory.read(startMs, startMs + 1000, 10).stepMs).toBe(1000)
})

test('a clock that was a year ahead for a while spoils nothing of what comes after', () => {
  const { powerHistory } = tempStore()
  const aheadMs = startMs + 365 * 24 * hourMs
  powerHistory.append([source], pieces(startMs, 50))
  powerHistory.append([source], pieces(aheadMs, 50))
  while (powerHistory.tidy(aheadMs + 5000));
  while (powerHistory.tidy(startMs + 5000));
  powerHistory.append([source], pieces(startMs + 5000, 50))
  const { stepMs, steps } = powerHistory.read(startMs + 5000, startMs + 10_000, 50)
  expect([stepMs, total(steps)]).toEqual([100, 50])
  expect(total(powerHistory.read(0, 8e15, 600).steps)).toBe(150)
})

test('times and amounts that cannot be are left out, and the others are not', () => {
  const { powerHistory } = tempStore()
  const wrong: Partial<PowerPiece>[] = [
    { atMs: Number.NaN },
    { atMs: -1 },
    { atMs: 1e300 },
    { durationMs: 0 },
    { durationMs: -100 },
    { durationMs: Number.POSITIVE_INFINITY },
    { durationMs: 4 * hourMs },
    { energyJ: -1 },
    { energyJ: Number.NaN },
    { energyJ: 1e300 },
    { lowJ: Number.NaN },
    { highJ: Number.NEGATIVE_INFINITY },
    { sourceId: 'nobody' },
  ]
  powerHistory.append([source], [...wrong.map((parts) => piece(startMs, parts)), piece(startMs)])
  const { steps } = powerHistory.read(startMs - 10_000, startMs + 10_000, 10)
  expect(total(steps)).toBe(1)
})

test('a source that has another name now is one source still', () => {
  const folder = tempFolder()
  const { powerHistory } = tempStore(folder)
  powerHistory.append([source], pieces(startMs, 10))
  powerHistory.append([{ ...source, name: 'Renamed' }], pieces(startMs + 1000, 10))
  const { sources, steps } = powerHistory.read(startMs, startMs + 2000, 2)
  expect(sources).toEqual([{ ...source, name: 'Renamed' }])
  expect(steps.map(({ energyJ }) => energyJ)).toEqual([10, 10])
  const db = new Database(storePaths(folder).database, { readonly: true })
  expect(db.prepare('SELECT count(*) FROM power_sources').pluck().get()).toBe(1)
  db.close()
})

// A newer version's collector must not take the history of the others with it.
test('a source of a kind that is not known is left out', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.powerHistory.append(yearSources, piecesBetween(startMs, startMs + 1000))
  const db = new Database(storePaths(folder).database)
  db.exec(`UPDATE power_sources SET collector = 'dowsing-rod' WHERE id = 'rapl:0'`)
  db.close()
  const { sources, steps } = store.powerHistory.read(startMs, startMs + 1000, 10)
  expect(sources.map(({ id }) => id)).toEqual(['nvml:0'])
  expect(new Set(steps.map(({ sourceId }) => sourceId))).toEqual(new Set(['nvml:0']))
})

// A bad page of last month's power kept its user out of all conversations.
test('damage to power over time keeps nobody out, and is told to whoever reads it', () => {
  const folder = tempFolder()
  const { database } = storePaths(folder)
  const store = tempStore(folder)
  for (let minute = 0; minute < 10; minute += 1) {
    store.powerHistory.append(yearSources, piecesBetween(startMs + minute * 60_000, startMs + (minute + 1) * 60_000))
  }
  store.close()
  const db = new Database(database, { readonly: true })
  const page = db.prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'power_1s' AND pagetype = 'leaf' LIMIT 1`)
  const offset = (Number(page.pluck().get()) - 1) * 4096
  db.close()
  const bytes = readFileSync(database)
  bytes.fill(0xff, offset, offset + 4096)
  writeFileSync(database, bytes)
  const { conversations, powerHistory } = tempStore(folder)
  expect(conversations.list()).toEqual([])
  expect(() => powerHistory.read(startMs, startMs + 600_000, 60)).toThrow(
    expect.objectContaining({ code: 'DATABASE_DAMAGED', params: { path: database } }),
  )
})

test('on a full disk nothing of a call is written, and the fault says so', () => {
  const folder = tempFolder()
  const db = openWritable(storePaths(folder).database)
  onTestFinished(() => void db.close())
  migrate(db)
  const powerHistory = withFaults(createPowerHistoryRepository(db), 'wattle.db')
  powerHistory.append([source], pieces(startMs, 10))
  const pages = Number(db.pragma('page_count', { simple: true }))
  db.pragma(`max_page_count = ${pages}`)
  const many = Array.from({ length: 1000 }, (_, second) => pieces(startMs + 10_000 + second * 1000, 10)).flat()
  expect(() => powerHistory.append([source], many)).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
  expect(total(powerHistory.read(startMs, startMs + hourMs, 600).steps)).toBe(10)
  db.pragma('max_page_count = 1000000')
  powerHistory.append([source], many)
  expect(total(powerHistory.read(startMs, startMs + hourMs, 600).steps)).toBeCloseTo(10_010, 6)
})
