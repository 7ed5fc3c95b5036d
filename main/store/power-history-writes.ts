import type { PowerHistoryRepository } from '../core/ports/power-history-repository.ts'
import type { WritableDb } from './database.ts'
import {
  completeFrom,
  createLevelExtents,
  type PowerLevel,
  powerLevels,
  stepLevels,
  stepStart,
} from './power-levels.ts'
import { type PiecePart, partsOf } from './power-piece-parts.ts'
import { createPowerSourceRows } from './power-source-rows.ts'

type SourcePart = PiecePart & { source: number }
type StepPart = Omit<SourcePart, 'atUs'> & { atMs: number }

/** Rows that are taken from a level at a time, about: a few milliseconds of work. */
const rowsATime = 1000

/** What lies further ahead than this was written by a clock that was wrong. It stays in the coarsest levels. */
const aheadMs = 60 * 1000

/** The writing half of the power history. All levels are written at once, so that they agree whenever the app is killed. */
export function createPowerHistoryWrites(db: WritableDb): Pick<PowerHistoryRepository, 'append' | 'tidy'> {
  const rows = createPowerSourceRows(db)
  const extents = createLevelExtents(db)
  const insertPiece = db.prepare<[SourcePart]>(
    `INSERT OR IGNORE INTO power_pieces (at_us, source, covered_us, energy_uj, low_uj, high_uj)
     VALUES (:atUs, :source, :coveredUs, :energyUj, :lowUj, :highUj)`,
  )
  // A piece lies within a second, so that only the last one that begins within a second before an instant can hold it.
  const endOfPieceBefore = db
    .prepare<[number, number, number], number>(
      `SELECT at_us + covered_us FROM power_pieces WHERE at_us <= ? AND at_us > ? AND source = ? ORDER BY at_us DESC LIMIT 1`,
    )
    .pluck()
  const levels = stepLevels.map(({ table, stepMs }) => ({
    stepMs,
    add: db.prepare<[StepPart]>(addStepSql(table)),
    covered: db
      .prepare<[number, number], number>(`SELECT covered_us FROM ${table} WHERE at_ms = ? AND source = ?`)
      .pluck(),
  }))
  const cuts = powerLevels.flatMap((level, index) => {
    const next = powerLevels[index + 1]
    return level.keptMs === null || next === undefined ? [] : createCut(db, level, level.keptMs, next.stepMs)
  })

  /** Whether this source was measured in the middle of the part. A coarser level can only tell that its step is full. */
  function isMeasured({ atUs, coveredUs, source }: SourcePart, levelIndex: number): boolean {
    const middleUs = atUs + coveredUs / 2
    if (levelIndex === 0) return (endOfPieceBefore.get(middleUs, middleUs - 1_000_000, source) ?? 0) > middleUs
    const level = levels[levelIndex - 1]
    if (level === undefined) return true
    const coveredBeforeUs = level.covered.get(stepStart(middleUs / 1000, level.stepMs), source) ?? 0
    return coveredBeforeUs + coveredUs > level.stepMs * 1000
  }

  function add(part: SourcePart, complete: readonly number[]): void {
    // What is older than a level goes back must not be added to it: it would look as if it held all since then.
    const finest = complete.findIndex((fromMs) => fromMs <= part.atUs / 1000)
    if (isMeasured(part, finest)) return
    if (finest === 0 && insertPiece.run(part).changes === 0) return
    for (const level of levels.slice(Math.max(0, finest - 1))) {
      level.add.run({ ...part, atMs: stepStart(part.atUs / 1000, level.stepMs) })
    }
  }

  const append = db.transaction(([sources, pieces]: Parameters<PowerHistoryRepository['append']>) => {
    const numbers = rows.numbersOf(sources)
    const held = extents()
    const complete = completeFrom(held).map((fromMs, index) =>
      held[index] === null ? Number.NEGATIVE_INFINITY : fromMs,
    )
    for (const piece of pieces) {
      const source = numbers.get(piece.sourceId)
      if (source === undefined) continue
      for (const part of partsOf(piece)) add({ ...part, source }, complete)
    }
  })
  // One level at a time, the finest first: it has the most to take.
  const tidy = db.transaction((nowMs: number) => cuts.some((cut) => cut(nowMs)))

  return {
    append: (...change) => append.immediate(change),
    tidy: (nowMs) => tidy.immediate(nowMs),
  }
}

function addStepSql(table: string): string {
  // Where one part has a band and another has none, the one without stands for itself on both sides.
  const addBand = (column: string) =>
    `${column} = CASE WHEN ${column} IS NULL AND excluded.${column} IS NULL THEN NULL
       ELSE ifnull(${column}, energy_uj) + ifnull(excluded.${column}, excluded.energy_uj) END`
  return `
    INSERT INTO ${table} (at_ms, source, covered_us, energy_uj, low_uj, high_uj, min_mw, max_mw)
    VALUES (:atMs, :source, :coveredUs, :energyUj, :lowUj, :highUj, :powerMw, :powerMw)
    ON CONFLICT (at_ms, source) DO UPDATE SET
      covered_us = covered_us + excluded.covered_us, energy_uj = energy_uj + excluded.energy_uj,
      ${addBand('low_uj')}, ${addBand('high_uj')},
      min_mw = min(min_mw, excluded.min_mw), max_mw = max(max_mw, excluded.max_mw)`
}

/**
 * Takes what is older than a level is kept for, and what is ahead of the clock, out of that level: the coarser ones hold it too. The cut lies
 * between two steps of the next level. True where there is more to take.
 */
function createCut(
  db: WritableDb,
  { table, time, perMs }: PowerLevel,
  keptMs: number,
  nextStepMs: number,
): (nowMs: number) => boolean {
  const nthOld = db
    .prepare<[number], number>(
      `SELECT ${time} FROM ${table} WHERE ${time} < ? ORDER BY ${time} LIMIT 1 OFFSET ${rowsATime}`,
    )
    .pluck()
  const nthAhead = db
    .prepare<[number], number>(
      `SELECT ${time} FROM ${table} WHERE ${time} >= ? ORDER BY ${time} DESC LIMIT 1 OFFSET ${rowsATime}`,
    )
    .pluck()
  const removeBefore = db.prepare<[number]>(`DELETE FROM ${table} WHERE ${time} < ?`)
  const removeFrom = db.prepare<[number]>(`DELETE FROM ${table} WHERE ${time} >= ?`)
  return (nowMs) => {
    const cutMs = stepStart(nowMs - keptMs, nextStepMs)
    const old = nthOld.get(cutMs * perMs)
    removeBefore.run((old === undefined ? cutMs : stepStart(old / perMs, nextStepMs) + nextStepMs) * perMs)
    const ahead = nthAhead.get((nowMs + aheadMs) * perMs)
    removeFrom.run(ahead ?? (nowMs + aheadMs) * perMs)
    return old !== undefined || ahead !== undefined
  }
}
