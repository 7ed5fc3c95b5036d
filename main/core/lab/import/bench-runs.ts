import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { FoundRow } from './bench-csv.ts'
import { benchRowOf } from './bench-row.ts'
import { benchRun } from './bench-run.ts'
import { benchSessions } from './bench-sessions.ts'
import { checkConsistency } from './check-consistency.ts'
import { checkSizes } from './check-sizes.ts'
import { ImportRefusal } from './import-refusal.ts'

const rowLimit = 20_000
const variantLimit = 1000

/** Whether a value is a row of llama-bench's, and not of another tool's. */
const isBenchLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('n_prompt' in value || 'n_gen' in value)

/** The runs that llama-bench's rows are of. Refusals: unknown-format, too-many, missing-field, bad-value, inconsistent. */
export function benchRuns(found: readonly FoundRow[], now: number): LabRunWithSamples[] {
  const [first] = found
  if (first === undefined || !isBenchLike(first.value)) {
    throw new ImportRefusal('unknown-format', first?.line ?? 1)
  }
  if (found.length > rowLimit) throw new ImportRefusal('too-many', found[rowLimit]?.line ?? 1, 'rows')
  const rows = found.map((row) => {
    checkSizes(row.value, row.line)
    return benchRowOf(row)
  })
  return benchSessions(rows).map((session) => {
    const line = session[0]?.line ?? 1
    const run = benchRun(session, now)
    if (run.variants.length > variantLimit) throw new ImportRefusal('too-many', line, 'variants')
    checkConsistency(run, line)
    return run
  })
}
