import type Database from 'better-sqlite3'
import type { HistorySource, PowerPiece } from '../../main/core/ports/power-history-repository.ts'
import { type PowerLevel, powerLevels, stepStart } from '../../main/store/power-levels.ts'

/** Two devices at ten readings a second. The second one has an error band, which takes the more room. */
export const yearSources: readonly HistorySource[] = [
  { id: 'rapl:0', collector: 'rapl', name: 'package-0', scope: 'cpu-package', provenance: 'device-counter' },
  { id: 'nvml:0', collector: 'nvml', name: 'NVIDIA Test', scope: 'gpu-board', provenance: 'vendor-model' },
]

/** Milliwatts that each tenth of a second lies above its second. */
const wiggle = [0, 310, 120, 900, 40, 650, 480, 210, 770, 590]
const wiggleSum = wiggle.reduce((sum, mw) => sum + mw, 0)

/** Milliwatts of a source in a second: at rest, with noise, and at work for a part of the time. */
function powerMw(second: number, source: number): number {
  const noise = Math.imul(second, 2_654_435_761 + source) >>> 20
  return 12_000 + source * 8000 + noise + (second % (7919 + source) < 1200 ? 90_000 : 0)
}

const hasBand = (source: number) => source === 1

/** Every reading between two whole seconds, as the meter hands them on. */
export function piecesBetween(fromMs: number, toMs: number): PowerPiece[] {
  const pieces: PowerPiece[] = []
  for (let atMs = fromMs; atMs < toMs; atMs += 100) {
    for (const [source, { id: sourceId }] of yearSources.entries()) {
      const mw = powerMw(Math.floor(atMs / 1000), source) + (wiggle[(atMs / 100) % 10] ?? 0)
      const band = hasBand(source) ? { lowJ: (mw * 95) / 1e6, highJ: (mw * 105) / 1e6 } : { lowJ: null, highJ: null }
      pieces.push({ sourceId, atMs, durationMs: 100, energyJ: (mw * 100) / 1e6, ...band })
    }
  }
  return pieces
}

/**
 * Writes into an empty database what `append` and `tidy` leave there after these readings, without going through each of them: the sums of a
 * step are those of its seconds. Both times are whole seconds.
 */
export function writeHistory(db: Database.Database, fromMs: number, nowMs: number): void {
  db.transaction(() => {
    const addSource = db.prepare<[HistorySource]>(
      'INSERT INTO power_sources (id, collector, name, scope, provenance) VALUES (:id, :collector, :name, :scope, :provenance)',
    )
    for (const source of yearSources) addSource.run(source)
    for (const [index, level] of powerLevels.entries()) {
      const nextStepMs = powerLevels[index + 1]?.stepMs ?? level.stepMs
      const keptFromMs = level.keptMs === null ? fromMs : Math.max(fromMs, stepStart(nowMs - level.keptMs, nextStepMs))
      if (index === 0) writePieces(db, keptFromMs, nowMs)
      else writeSteps(db, level, keptFromMs, nowMs)
    }
  })()
}

function writePieces(db: Database.Database, fromMs: number, toMs: number): void {
  const insert = db.prepare('INSERT INTO power_pieces VALUES (?, ?, ?, ?, ?, ?)')
  const numbers = new Map(yearSources.map(({ id }, index) => [id, index + 1]))
  const toUj = (joules: number | null) => (joules === null ? null : Math.round(joules * 1e6))
  for (const { sourceId, atMs, energyJ, lowJ, highJ } of piecesBetween(fromMs, toMs)) {
    insert.run(atMs * 1000, numbers.get(sourceId), 100_000, toUj(energyJ), toUj(lowJ), toUj(highJ))
  }
}

function writeSteps(db: Database.Database, { table, stepMs }: PowerLevel, fromMs: number, toMs: number): void {
  const insert = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  for (let atMs = stepStart(fromMs, stepMs); atMs < toMs; atMs += stepMs) {
    const firstSecond = Math.max(atMs, fromMs) / 1000
    const endSecond = Math.min(atMs + stepMs, toMs) / 1000
    for (const source of yearSources.keys()) {
      let sumMw = 0
      let least = Number.POSITIVE_INFINITY
      let most = 0
      for (let second = firstSecond; second < endSecond; second += 1) {
        const mw = powerMw(second, source)
        sumMw += 10 * mw + wiggleSum
        least = Math.min(least, mw)
        most = Math.max(most, mw)
      }
      const [lowUj, highUj] = hasBand(source) ? [sumMw * 95, sumMw * 105] : [null, null]
      const coveredUs = (endSecond - firstSecond) * 1e6
      const extremes = [least + Math.min(...wiggle), most + Math.max(...wiggle)]
      insert.run(atMs, source + 1, coveredUs, sumMw * 100, lowUj, highUj, ...extremes)
    }
  }
}
