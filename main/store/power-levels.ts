import type { ReadableDb } from './database.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** A table of the history. A step is a whole number of steps of the level before it. */
export type PowerLevel = {
  table: string
  stepMs: number
  /** null: for ever. */
  keptMs: number | null
  /** Its column of times, in so many units a millisecond. */
  time: 'at_us' | 'at_ms'
  perMs: number
}

/** Pieces are kept as they were read for the newest hour and some minutes, so that whoever asks for an hour gets all of it. */
export const piecesKeptMs = hourMs + 5 * 60 * 1000

/** The shortest time between two readings of a source. */
export const pieceMs = 100

/**
 * The coarser levels: each is made from the pieces as they arrive. Two sources have 780,000 steps after a year, about 32 MB.
 */
export const stepLevels: readonly PowerLevel[] = [
  { table: 'power_1s', stepMs: 1000, keptMs: dayMs },
  { table: 'power_10s', stepMs: 10_000, keptMs: 14 * dayMs },
  { table: 'power_1min', stepMs: 60_000, keptMs: 90 * dayMs },
  { table: 'power_10min', stepMs: 600_000, keptMs: null },
  { table: 'power_2h', stepMs: 2 * hourMs, keptMs: null },
].map((level) => ({ ...level, time: 'at_ms', perMs: 1 }))

/** Every level, the pieces first. */
export const powerLevels: readonly PowerLevel[] = [
  { table: 'power_pieces', stepMs: pieceMs, keptMs: piecesKeptMs, time: 'at_us', perMs: 1000 },
  ...stepLevels,
]

/** The start of the step that a time lies in. */
export function stepStart(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs
}

/** From when to when a level has anything; null where it is empty. */
export type LevelExtent = { firstMs: number; endMs: number } | null

/** Reads the extent of each level, in the order of `powerLevels`. */
export function createLevelExtents(db: ReadableDb): () => LevelExtent[] {
  const ends = powerLevels.map(({ table, time, perMs, stepMs }) => ({
    perMs,
    first: db.prepare<[], number>(`SELECT ${time} FROM ${table} ORDER BY ${time} LIMIT 1`).pluck(),
    end: db
      .prepare<[], number>(
        `SELECT ${time} + ${perMs === 1 ? stepMs : 'covered_us'} FROM ${table} ORDER BY ${time} DESC LIMIT 1`,
      )
      .pluck(),
  }))
  return () =>
    ends.map(({ perMs, first, end }) => {
      const [firstTime, endTime] = [first.get(), end.get()]
      return firstTime === undefined || endTime === undefined
        ? null
        : { firstMs: firstTime / perMs, endMs: endTime / perMs }
    })
}

/**
 * From when on each level holds all that was ever measured: -Infinity where nothing was taken from it yet. A level is only ever cut between two
 * steps of the next one, so that it is complete from the first step of the next one that it has any part of.
 */
export function completeFrom(extents: readonly LevelExtent[]): number[] {
  const complete: number[] = []
  for (let index = powerLevels.length - 1; index >= 0; index -= 1) {
    const coarser = powerLevels[index + 1]
    const coarserExtent = extents[index + 1]
    const extent = extents[index]
    if (!coarser || !coarserExtent) complete[index] = Number.NEGATIVE_INFINITY
    else if (!extent) complete[index] = Number.POSITIVE_INFINITY
    else {
      const cutMs = stepStart(extent.firstMs, coarser.stepMs)
      complete[index] = cutMs <= coarserExtent.firstMs ? (complete[index + 1] ?? cutMs) : cutMs
    }
  }
  return complete
}
