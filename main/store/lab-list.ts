import type { LabFilter, LabOrder } from '#contract/lab/lab.ts'
import type { LabRepository, TrendRow } from '../core/ports/lab-repository.ts'
import type { ReadableDb } from './database.ts'
import { type LabCondition, labCondition } from './lab-filter.ts'
import { type LabRunRow, labRunColumns, labSummaryFromRow } from './lab-run-row.ts'

type Values = LabCondition['values']
type Facet = { value: string; runs: number }

const orders: Record<LabOrder, string> = {
  newest: 'r.started_at_ms DESC, r.row DESC',
  model: 'r.model_names, r.started_at_ms DESC, r.row DESC',
  machine: 'r.machine_name, r.machine_fingerprint, r.started_at_ms DESC, r.row DESC',
}

/** One test of one variant. `run` is the run's key. */
type CellRow = Omit<TrendRow, 'rates'> & { run: number; variant: number; place: number }
type RateRow = [run: number, variant: number, test: number, block: number, tokensPerSecond: number]

/** Runs as a list, what there is to filter it by, and the rates that were measured. Removed runs are not seen. */
export function createLabList(db: ReadableDb): Pick<LabRepository, 'list' | 'facets' | 'trendRows'> {
  const pageRows = (order: LabOrder) =>
    db.prepare<[string], LabRunRow>(
      `SELECT ${labRunColumns.join(', ')} FROM lab_runs AS r WHERE row IN (SELECT value FROM json_each(?)) ORDER BY ${orders[order]}`,
    )
  const facetRows = db.prepare<[], Facet & { kind: string }>(
    `SELECT kind, value, count(*) AS runs FROM lab_facets
     WHERE run NOT IN (SELECT row FROM lab_runs WHERE removed_at_ms IS NOT NULL) GROUP BY kind, value ORDER BY runs DESC, value`,
  )
  const machineRows = db.prepare<[], Facet & { name: string }>(
    `SELECT machine_fingerprint AS value, machine_name AS name, count(*) AS runs, max(started_at_ms) FROM lab_runs
     WHERE removed_at_ms IS NULL GROUP BY value ORDER BY runs DESC, value`,
  )
  const backendRows = db.prepare<[], Facet>(
    `SELECT backend AS value, count(*) AS runs FROM lab_runs WHERE removed_at_ms IS NULL GROUP BY value ORDER BY runs DESC, value`,
  )

  /** Each sample of some runs. `CROSS`: run by run, or SQLite goes through the samples of all of them. */
  const rateRows = (sql: string, values: Values) =>
    db
      .prepare<[Values], RateRow>(
        `SELECT s.run, s.variant, s.test, s.block, s.tokens_per_second FROM lab_runs AS r CROSS JOIN lab_samples AS s ON s.run = r.row
         WHERE ${sql} ORDER BY r.started_at_ms, r.row, s.variant, s.test, s.place`,
      )
      .raw()
      .all(values)

  return {
    list(filter, { offset, limit, order = 'newest' }) {
      const { sql, values } = labCondition(filter)
      const matching = db
        .prepare<[Values], number>(`SELECT r.row FROM lab_runs AS r WHERE ${sql} ORDER BY ${orders[order]}`)
        .pluck()
        .all(values)
      const page = JSON.stringify(matching.slice(offset, offset + limit))
      const runs = pageRows(order).all(page).map(labSummaryFromRow)
      return { runs, total: matching.length }
    },
    facets() {
      const rows = facetRows.all()
      const ofKind = (wanted: string) =>
        rows.flatMap(({ kind, value, runs }) => (kind === wanted ? [{ value, runs }] : []))
      return {
        modelNames: ofKind('model'),
        quantizations: ofKind('quantization'),
        machines: machineRows.all().map(({ value, name, runs }) => ({ value, name, runs })),
        backends: backendRows.all(),
        tags: ofKind('tag'),
      }
    },
    trendRows(filter: LabFilter) {
      const { sql, values } = labCondition(filter)
      const cells = db
        .prepare<[Values], CellRow>(
          `SELECT r.row AS run, v.variant, t.test AS place, r.id AS runId, r.started_at_ms AS atMs, v.model_name AS modelName,
             v.quantization, r.machine_fingerprint AS machineFingerprint, r.engine_build AS engineBuild,
             t.name || ' · ' || r.backend || v.setting AS test
           FROM lab_runs AS r JOIN lab_variants AS v ON v.run = r.row JOIN lab_tests AS t ON t.run = r.row
           WHERE ${sql} ORDER BY r.started_at_ms, r.row, v.variant, t.test`,
        )
        .all(values)
      const rates = new Map<string, TrendRow['rates']>()
      for (const [run, variant, test, block, tokensPerSecond] of rateRows(sql, values)) {
        const key = cellKey(run, variant, test)
        const known = rates.get(key)
        if (known === undefined) rates.set(key, [{ block, tokensPerSecond }])
        else known.push({ block, tokensPerSecond })
      }
      return cells.flatMap(({ run, variant, place, ...cell }) => {
        const measured = rates.get(cellKey(run, variant, place))
        return measured === undefined ? [] : [{ ...cell, rates: measured }]
      })
    },
  }
}

const cellKey = (run: number, variant: number, test: number) => `${run} ${variant} ${test}`
