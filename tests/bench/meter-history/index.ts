/**
 * `npm run bench:meter-history`: a year of two devices at ten readings a second, in the steps that the app keeps (`power-history-year.test.ts`
 * holds them to what the app makes), and 50,000 answers. Prints the file's size and how long each range takes to open: power and totals. Then
 * what the main thread pays while the app records: a second of pieces, and a piece of tidying. The last line is JSON; exit code 1 over 100 MB,
 * or where a range takes 200 ms: by its median, and a random one by the best of three times, since other programs run beside it.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { powerColumns } from '../../../main/core/meter/power-columns.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { piecesBetween, writeHistory, yearSources } from '../../support/power-year.ts'
import { writeAnswers } from './answers.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const yearMs = 365 * dayMs
const nowMs = 7_200_000 * 245_000 + 1_234_000
const answers = 50_000
const rounds = 15
const randomRanges = 300
const limits = { sizeMb: 100, openMs: 200 }

const ranges: Record<string, number> = {
  'newest hour': hourMs,
  day: dayMs,
  '14 days': 14 * dayMs,
  month: 30 * dayMs,
  year: yearMs,
  all: nowMs,
}

const timeOf = (work: () => unknown): number => {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

/** The median and the longest of some times, in milliseconds. */
function spread(times: readonly number[]): { p50: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const round = (ms: number | undefined) => Number((ms ?? Number.NaN).toFixed(2))
  return { p50: round(sorted[Math.floor(sorted.length / 2)]), max: round(sorted.at(-1)) }
}

const folder = mkdtempSync(join(tmpdir(), 'wattle-bench-history-'))
const paths = { database: join(folder, 'wattle.db'), backups: join(folder, 'backups') }
const tell = (name: string, { p50, max }: { p50: number; max: number }) =>
  console.error(`${name.padEnd(32)} ${p50.toFixed(2).padStart(8)} ms, at most ${max.toFixed(2)} ms`)

try {
  const made = openStore(paths)
  writeAnswers(made, answers, nowMs - yearMs, nowMs)
  made.close()
  const emptyMb = statSync(paths.database).size / 1e6
  const db = new Database(paths.database)
  db.pragma('journal_mode = WAL')
  writeHistory(db, nowMs - (nowMs % 7_200_000) - yearMs, nowMs)
  db.close()

  const store = openStore(paths)
  const sizeMb = statSync(paths.database).size / 1e6
  console.error(`${sizeMb.toFixed(1)} MB on disk, of them ${emptyMb.toFixed(1)} MB for ${answers} answers`)

  const power = (fromMs: number, toMs: number, points = 600) =>
    powerColumns(store.powerHistory.read(fromMs, toMs, points))
  const opened: number[] = []
  const perRange: Record<string, { power: object; totals: object }> = {}
  for (const [name, lengthMs] of Object.entries(ranges)) {
    const times = (work: () => unknown) => Array.from({ length: rounds }, () => timeOf(work))
    const powerTimes = times(() => power(nowMs - lengthMs, nowMs))
    const totalTimes = times(() => store.energyLedger.totals(nowMs - lengthMs, nowMs))
    opened.push(spread(powerTimes).p50, spread(totalTimes).p50)
    tell(`${name}, power`, spread(powerTimes))
    tell(`${name}, totals`, spread(totalTimes))
    perRange[name] = { power: spread(powerTimes), totals: spread(totalTimes) }
  }

  const random = Array.from({ length: randomRanges }, () => {
    const lengthMs = Math.exp(Math.log(1000) + Math.random() * Math.log(yearMs / 1000))
    const fromMs = Math.floor(nowMs - lengthMs - Math.random() * (yearMs - lengthMs))
    const points = Math.random() < 0.5 ? 600 : 2000
    const open = () => power(fromMs, Math.floor(fromMs + lengthMs), points)
    return Math.min(...Array.from({ length: 3 }, () => timeOf(open)))
  })
  opened.push(...random)
  tell(`${randomRanges} random ranges, power`, spread(random))

  const appends: number[] = []
  const tidies: number[] = []
  for (let atMs = nowMs; atMs < nowMs + 10 * 60_000; atMs += 1000) {
    const pieces = piecesBetween(atMs, atMs + 1000)
    appends.push(timeOf(() => store.powerHistory.append(yearSources, pieces)))
    if (atMs % 60_000 !== 0) continue
    let hasMore = true
    while (hasMore) {
      tidies.push(
        timeOf(() => {
          hasMore = store.powerHistory.tidy(atMs)
        }),
      )
    }
  }
  tell('a second of pieces', spread(appends))
  tell('a piece of tidying', spread(tidies))
  store.close()

  const result = {
    sizeMb: Number(sizeMb.toFixed(1)),
    ranges: perRange,
    random: spread(random),
    append: spread(appends),
    tidy: spread(tidies),
    limits,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = sizeMb < limits.sizeMb && Math.max(...opened) < limits.openMs ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
