import type { PowerHistoryRepository } from '../core/ports/power-history-repository.ts'
import type { WritableDb } from './database.ts'
import {
  completeFrom,
  createLevelExtents,
  type LevelExtent,
  powerLevels,
  stepLevels,
  stepStart,
} from './power-levels.ts'
import { createPowerSourceRows } from './power-source-rows.ts'
import { type PowerStepRow, stepFromRow } from './power-step-row.ts'
import { type PieceRow, spreadPieces } from './spread-pieces.ts'

/** The reading half of the power history. */
export function createPowerHistoryQueries(db: WritableDb): Pick<PowerHistoryRepository, 'read'> {
  const sourceRows = createPowerSourceRows(db)
  const extents = createLevelExtents(db)
  const pieces = db.prepare<[number, number], PieceRow>(
    `SELECT * FROM power_pieces WHERE at_us >= ? AND at_us < ? ORDER BY source, at_us`,
  )
  const steps = stepLevels.map(({ table }) => db.prepare<[Record<string, bigint>], PowerStepRow>(groupSql(table)))

  function stepsOf({ index, stepMs, fromMs, toMs }: Plan): PowerStepRow[] {
    if (index === 0) {
      // The piece before may reach into the range; it lies within a second.
      return spreadPieces(pieces.all((fromMs - 1000) * 1000, toMs * 1000), stepMs).filter(
        ({ at_ms: atMs }) => atMs >= fromMs && atMs < toMs,
      )
    }
    return steps[index - 1]?.all({ stepMs: BigInt(stepMs), fromMs: BigInt(fromMs), toMs: BigInt(toMs) }) ?? []
  }

  return {
    read(fromMs, toMs, points) {
      const plan = planRead(extents(), fromMs, toMs, points)
      if (plan === null) return { stepMs: 1000, sources: [], steps: [] }
      const byNumber = sourceRows.byNumber()
      const found = stepsOf(plan).flatMap((row) => {
        const source = byNumber.get(row.source)
        return source === undefined ? [] : [stepFromRow(row, source.id, plan.stepMs)]
      })
      const ids = new Set(found.map(({ sourceId }) => sourceId))
      return { stepMs: plan.stepMs, sources: [...byNumber.values()].filter(({ id }) => ids.has(id)), steps: found }
    },
  }
}

/** Which level to read, in steps how long, and from which whole step to which. */
type Plan = { index: number; stepMs: number; fromMs: number; toMs: number }

/**
 * The coarsest level whose steps are at most half as long as those wanted, so that whole steps of it come close to them; where that does not go
 * back so far, the next one that does. The range is narrowed to what is there.
 */
function planRead(extents: readonly LevelExtent[], fromMs: number, toMs: number, points: number): Plan | null {
  const complete = completeFrom(extents)
  const first = extents.find((extent, index) => extent !== null && complete[index] === Number.NEGATIVE_INFINITY)
  if (!first) return null
  const startMs = Math.max(fromMs, first.firstMs)
  const endMs = Math.min(toMs, endOf(extents))
  if (startMs >= endMs) return null
  const wantedMs = (endMs - startMs) / points
  const reaching = powerLevels
    .map((level, index) => ({ ...level, index }))
    .filter(({ index }) => startMs >= (complete[index] ?? 0))
  const level = reaching.findLast(({ stepMs }) => stepMs <= wantedMs / 2) ?? reaching[0]
  if (level === undefined) return null
  const stepMs = Math.max(1, Math.ceil(wantedMs / level.stepMs)) * level.stepMs
  return { index: level.index, stepMs, fromMs: stepStart(startMs, stepMs), toMs: stepStart(endMs - 1, stepMs) + stepMs }
}

/** The end of what there is, as exactly as the finest level that has it can tell. */
function endOf(extents: readonly LevelExtent[]): number {
  let newestStartMs = Number.NEGATIVE_INFINITY
  let endMs = Number.NEGATIVE_INFINITY
  for (const [index, { stepMs }] of [...powerLevels.entries()].reverse()) {
    const extent = extents[index]
    if (!extent || extent.endMs <= newestStartMs) continue
    endMs = extent.endMs
    newestStartMs = endMs - stepMs
  }
  return endMs
}

function groupSql(table: string): string {
  const band = (column: string) =>
    `CASE WHEN count(${column}) = 0 THEN NULL ELSE sum(ifnull(${column}, energy_uj)) END AS ${column}`
  return `
    SELECT source, at_ms - at_ms % :stepMs AS at_ms, sum(covered_us) AS covered_us, sum(energy_uj) AS energy_uj,
      ${band('low_uj')}, ${band('high_uj')}, min(min_mw) AS min_mw, max(max_mw) AS max_mw
    FROM ${table} WHERE at_ms >= :fromMs AND at_ms < :toMs GROUP BY 1, 2 ORDER BY 1, 2`
}
