import { labMemorySchema, labQualitySchema } from '#contract/lab/run.ts'
import type { LabRepository } from '../core/ports/lab-repository.ts'
import type { ReadableDb } from './database.ts'
import { parseJson } from './json-column.ts'
import { type QualityTokensRow, qualityTokensFromRow } from './lab-quality-tokens.ts'
import { type LabDetailsRow, type LabRunRow, labRunColumns, labRunFromRows, labSummaryFromRow } from './lab-run-row.ts'
import { type LabSampleRow, labSampleFromRow } from './lab-sample-row.ts'
import { type LabVariantRow, labVariantsFromRows } from './lab-variant-row.ts'

/** The reading half of the lab's repository, run by run. Removed runs are not seen. */
export function createLabQueries(
  db: ReadableDb,
): Pick<LabRepository, 'find' | 'samples' | 'summary' | 'qualityTokens' | 'isRemoved'> {
  const summaryRow = db.prepare<[string], LabRunRow>(
    `SELECT ${labRunColumns.join(', ')} FROM lab_runs WHERE id = ? AND removed_at_ms IS NULL`,
  )
  const runRow = db.prepare<[string], LabRunRow & LabDetailsRow & { row: number }>(
    `SELECT r.*, d.* FROM lab_runs AS r JOIN lab_run_details AS d ON d.run = r.row
     WHERE r.id = ? AND r.removed_at_ms IS NULL`,
  )
  const ofRun = 'WHERE run = (SELECT row FROM lab_runs WHERE id = ? AND removed_at_ms IS NULL)'
  const variantRows = db.prepare<[number], LabVariantRow>('SELECT * FROM lab_variants WHERE run = ? ORDER BY variant')
  const memoryRows = db
    .prepare<[number], string>('SELECT memory FROM lab_memory WHERE run = ? ORDER BY variant')
    .pluck()
  const qualityRows = db
    .prepare<[number], string>('SELECT quality FROM lab_quality WHERE run = ? ORDER BY variant')
    .pluck()
  const sampleRows = db.prepare<[string], LabSampleRow>(`SELECT * FROM lab_samples ${ofRun} ORDER BY place`)
  const tokenRows = db.prepare<[string, number], QualityTokensRow>(
    `SELECT * FROM lab_quality_tokens ${ofRun} AND variant = ? ORDER BY chunk`,
  )
  const removed = db
    .prepare<[string], number>('SELECT 1 FROM lab_runs WHERE id = ? AND removed_at_ms IS NOT NULL')
    .pluck()

  return {
    summary(runId) {
      const row = summaryRow.get(runId)
      return row === undefined ? null : labSummaryFromRow(row)
    },
    find(runId) {
      const row = runRow.get(runId)
      if (row === undefined) return null
      const variants = labVariantsFromRows(variantRows.all(row.row))
      if (variants === null) return null
      return labRunFromRows(row, {
        variants,
        memory: memoryRows.all(row.row).flatMap((json) => parseJson(labMemorySchema, json) ?? []),
        quality: qualityRows.all(row.row).flatMap((json) => parseJson(labQualitySchema, json) ?? []),
      })
    },
    samples: (runId) => sampleRows.all(runId).map(labSampleFromRow),
    qualityTokens: (runId, variant) => tokenRows.all(runId, variant).flatMap(qualityTokensFromRow),
    isRemoved: (runId) => removed.get(runId) !== undefined,
  }
}
