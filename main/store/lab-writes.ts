import type { Statement } from 'better-sqlite3'
import { addRanges, leastDirect, provenanceSchema } from '#contract/energy.ts'
import type { LabRun, LabRunWithSamples, LabSample, LabVariant } from '#contract/lab/run.ts'
import { testName } from '../core/lab/test-name.ts'
import type { LabRepository, LabRunChange } from '../core/ports/lab-repository.ts'
import type { WritableDb } from './database.ts'
import { rangeOf } from './energy-sum-row.ts'
import { toJson } from './json-column.ts'
import { qualityTokensToRow } from './lab-quality-tokens.ts'
import {
  type LabDetailsRow,
  type LabRunRow,
  labDetailsToRow,
  labEnvironmentColumns,
  labMachineColumns,
  labRunColumns,
  labRunToRow,
  labVariantColumns,
} from './lab-run-row.ts'
import { labSampleColumns, labSampleToRow } from './lab-sample-row.ts'
import { createLabSearchIndex } from './lab-search.ts'
import { labVariantToRow } from './lab-variant-row.ts'

type Columns = Record<string, string | number | null>

type Writes = Pick<
  LabRepository,
  | 'insert'
  | 'insertAll'
  | 'change'
  | 'addSample'
  | 'setMemory'
  | 'setQuality'
  | 'setQualitySetup'
  | 'addQualityTokens'
  | 'interruptRunning'
>

/** The writing half of the lab's repository. A write to a run that is not there does nothing. */
export function createLabWrites(db: WritableDb): Writes {
  const rowOf = db.prepare<[string], number>('SELECT row FROM lab_runs WHERE id = ?').pluck()
  const insertRun = db.prepare<[LabRunRow]>(
    `INSERT INTO lab_runs (${labRunColumns.join(', ')}) VALUES (${labRunColumns.map((name) => `:${name}`).join(', ')})`,
  )
  const insertDetails = db.prepare<[LabDetailsRow & { run: number }]>(
    `INSERT INTO lab_run_details (run, plan, tests, machine, environment, quality_setup, notes, imported_from, problem)
     VALUES (:run, :plan, :tests, :machine, :environment, :quality_setup, :notes, :imported_from, :problem)`,
  )
  const insertTest = db.prepare('INSERT INTO lab_tests (run, test, name) VALUES (?, ?, ?)')
  const clearVariants = db.prepare('DELETE FROM lab_variants WHERE run = ?')
  const insertVariant = db.prepare(
    `INSERT INTO lab_variants (run, variant, label, model_name, quantization, setting, model, parameters, problem)
     VALUES (:run, :variant, :label, :model_name, :quantization, :setting, :model, :parameters, :problem)`,
  )
  const insertSample = db.prepare(
    `INSERT INTO lab_samples (run, ${labSampleColumns.join(', ')})
     VALUES (:run, ${labSampleColumns.map((name) => `:${name}`).join(', ')})`,
  )
  const sums = db.prepare<[number], Pick<LabRunRow, 'low_j' | 'energy_j' | 'high_j' | 'provenance'>>(
    'SELECT low_j, energy_j, high_j, provenance FROM lab_runs WHERE row = ?',
  )
  const addToSums = db.prepare(
    `UPDATE lab_runs SET sample_count = sample_count + :samples, low_j = :low, energy_j = :central, high_j = :high, provenance = :provenance
     WHERE row = :run`,
  )
  const upsertMemory = db.prepare('INSERT OR REPLACE INTO lab_memory (run, variant, memory) VALUES (?, ?, ?)')
  const upsertQuality = db.prepare('INSERT OR REPLACE INTO lab_quality (run, variant, quality) VALUES (?, ?, ?)')
  const noteQuality = db.prepare('UPDATE lab_runs SET has_quality = 1 WHERE row = ?')
  const upsertTokens = db.prepare(
    `INSERT OR REPLACE INTO lab_quality_tokens (run, variant, chunk, duration_ms, nll, reference_nll, kl, same_top)
     VALUES (:run, :variant, :chunk, :duration_ms, :nll, :reference_nll, :kl, :same_top)`,
  )
  const dropTokens = db.prepare('DELETE FROM lab_quality_tokens WHERE run = ?')
  const interrupt = db
    .prepare<[], string>(`UPDATE lab_runs SET state = 'interrupted' WHERE state = 'running' RETURNING id`)
    .pluck()
  const index = createLabSearchIndex(db)
  const updates = new Map<string, Statement<[Columns]>>()

  const update = (table: 'lab_runs' | 'lab_run_details', key: 'row' | 'run', run: number, columns: Columns) => {
    const names = Object.keys(columns)
    if (names.length === 0) return
    const sql = `UPDATE ${table} SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE ${key} = :run`
    const statement = updates.get(sql) ?? db.prepare<[Columns]>(sql)
    updates.set(sql, statement)
    statement.run({ ...columns, run })
  }
  const putVariants = (run: number, variants: readonly LabVariant[]) => {
    clearVariants.run(run)
    for (const [place, variant] of variants.entries()) insertVariant.run({ ...labVariantToRow(variant, place), run })
  }
  const putSamples = (run: number, samples: readonly LabSample[]) => {
    const before = sums.get(run)
    if (before === undefined) return
    const measured = samples.flatMap(({ energy }) => (energy === null ? [] : [energy]))
    const known = rangeOf(before.low_j, before.energy_j, before.high_j)
    const ranges = [...(known === null ? [] : [known]), ...measured.map(({ energyJ }) => energyJ)]
    const sum = ranges.length === 0 ? null : ranges.reduce(addRanges)
    const provenance = leastDirect([
      provenanceSchema.safeParse(before.provenance).data ?? null,
      ...measured.map((energy) => energy.provenance),
    ])
    for (const sample of samples) insertSample.run({ ...labSampleToRow(sample), run })
    addToSums.run({
      run,
      samples: samples.length,
      low: sum?.low ?? null,
      central: sum?.central ?? null,
      high: sum?.high ?? null,
      provenance,
    })
  }

  const insert = (run: LabRun, samples: readonly LabSample[]) => {
    const row = Number(insertRun.run(labRunToRow(run)).lastInsertRowid)
    insertDetails.run({ ...labDetailsToRow(run), run: row })
    for (const [place, test] of run.tests.entries()) insertTest.run(row, place, testName(test))
    putVariants(row, run.variants)
    for (const memory of run.memory) upsertMemory.run(row, memory.variant, JSON.stringify(memory))
    for (const quality of run.quality) upsertQuality.run(row, quality.variant, JSON.stringify(quality))
    putSamples(row, samples)
    index(row)
  }
  const change = (row: number, changed: LabRunChange) => {
    update('lab_runs', 'row', row, changedRunColumns(changed))
    update('lab_run_details', 'run', row, changedDetailsColumns(changed))
    if (changed.variants !== undefined) putVariants(row, changed.variants)
    // Only a run that goes on needs them again.
    if (changed.state === 'done') dropTokens.run(row)
    const { name, tags, notes, variants } = changed
    if ([name, tags, notes, variants].some((value) => value !== undefined)) index(row)
  }
  /** Does a piece of work on a run in one transaction. */
  const onRun = (runId: string, work: (row: number) => void) =>
    db
      .transaction(() => {
        const row = rowOf.get(runId)
        if (row !== undefined) work(row)
      })
      .immediate()

  return {
    insert: (run, samples) => db.transaction(() => insert(run, samples)).immediate(),
    insertAll: (runs: readonly LabRunWithSamples[]) =>
      db
        .transaction(() => {
          for (const { samples, ...run } of runs) insert(run, samples)
        })
        .immediate(),
    change: (runId, changed) => onRun(runId, (row) => change(row, changed)),
    addSample: (runId, sample) => onRun(runId, (row) => putSamples(row, [sample])),
    setMemory: (runId, memory) =>
      onRun(runId, (row) => void upsertMemory.run(row, memory.variant, JSON.stringify(memory))),
    setQuality: (runId, quality) =>
      onRun(runId, (row) => {
        upsertQuality.run(row, quality.variant, JSON.stringify(quality))
        noteQuality.run(row)
      }),
    setQualitySetup: (runId, qualitySetup) => onRun(runId, (row) => change(row, { qualitySetup })),
    addQualityTokens: (runId, variant, tokens) =>
      onRun(runId, (row) => void upsertTokens.run({ ...qualityTokensToRow(tokens), run: row, variant })),
    interruptRunning: () => interrupt.all(),
  }
}

function changedRunColumns(change: LabRunChange): Columns {
  const { machine, environment, variants } = change
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.state !== undefined && { state: change.state }),
    ...(change.endedAtMs !== undefined && { ended_at_ms: change.endedAtMs }),
    ...(change.blocksDone !== undefined && { blocks_done: change.blocksDone }),
    ...(change.tags !== undefined && { tags: JSON.stringify(change.tags) }),
    ...(change.notes !== undefined && { has_notes: change.notes === '' ? 0 : 1 }),
    ...(machine !== undefined && labMachineColumns({ machine })),
    ...(environment !== undefined && labEnvironmentColumns({ environment })),
    ...(variants !== undefined && labVariantColumns({ variants })),
  }
}

function changedDetailsColumns(change: LabRunChange): Columns {
  return {
    ...(change.notes !== undefined && { notes: change.notes }),
    ...(change.problem !== undefined && { problem: toJson(change.problem) }),
    ...(change.machine !== undefined && { machine: JSON.stringify(change.machine) }),
    ...(change.environment !== undefined && { environment: JSON.stringify(change.environment) }),
    ...(change.qualitySetup !== undefined && { quality_setup: toJson(change.qualitySetup) }),
  }
}
