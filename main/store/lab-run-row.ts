import { z } from 'zod'
import { provenanceSchema } from '#contract/energy.ts'
import { problemSchema } from '#contract/errors.ts'
import { backendIdSchema } from '#contract/hardware.ts'
import { labPlanSchema } from '#contract/lab/plan.ts'
import {
  type LabMemory,
  type LabQuality,
  type LabRun,
  type LabRunSummary,
  type LabVariant,
  labEnvironmentSchema,
  labMachineSchema,
  labRunStateSchema,
  labTestSchema,
  qualitySetupSchema,
} from '#contract/lab/run.ts'
import { rangeOf } from './energy-sum-row.ts'
import { parseJson, toJson } from './json-column.ts'

/** A row of `lab_runs`: what a list shows. Its integer key and the time of its removal are left out. */
export type LabRunRow = {
  id: string
  name: string
  state: string
  started_at_ms: number
  ended_at_ms: number | null
  model_names: string
  variant_labels: string
  blocks_done: number
  sample_count: number
  has_quality: number
  machine_name: string
  machine_fingerprint: string
  is_imported: number
  backend: string
  engine_build: string
  tags: string
  has_notes: number
  low_j: number | null
  energy_j: number | null
  high_j: number | null
  provenance: string | null
}

/** A row of `lab_run_details`, its integer key left out. */
export type LabDetailsRow = {
  plan: string
  tests: string
  machine: string
  environment: string
  quality_setup: string | null
  notes: string
  imported_from: string | null
  problem: string | null
}

export const labRunColumns = [
  'id',
  'name',
  'state',
  'started_at_ms',
  'ended_at_ms',
  'model_names',
  'variant_labels',
  'blocks_done',
  'sample_count',
  'has_quality',
  'machine_name',
  'machine_fingerprint',
  'is_imported',
  'backend',
  'engine_build',
  'tags',
  'has_notes',
  'low_j',
  'energy_j',
  'high_j',
  'provenance',
] as const satisfies (keyof LabRunRow)[]

const wordsSchema = z.array(z.string())

/** A word that this version does not know becomes the nearest one that hides nothing. */
export function labSummaryFromRow(row: LabRunRow): LabRunSummary {
  const energyJ = rangeOf(row.low_j, row.energy_j, row.high_j)
  return {
    id: row.id,
    name: row.name,
    state: labRunStateSchema.safeParse(row.state).data ?? 'interrupted',
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    modelNames: parseJson(wordsSchema, row.model_names) ?? [],
    variantLabels: parseJson(wordsSchema, row.variant_labels) ?? [],
    blocksDone: row.blocks_done,
    sampleCount: row.sample_count,
    hasQuality: row.has_quality !== 0,
    machineName: row.machine_name,
    machineFingerprint: row.machine_fingerprint,
    isImported: row.is_imported !== 0,
    backend: backendIdSchema.safeParse(row.backend).data ?? 'cpu',
    engineBuild: row.engine_build,
    tags: parseJson(wordsSchema, row.tags) ?? [],
    hasNotes: row.has_notes !== 0,
    energyJ,
    energyProvenance: energyJ && (provenanceSchema.safeParse(row.provenance).data ?? 'estimated'),
  }
}

/** null where the plan, the tests, the machine or the environment cannot be read any more: figures would stand for something unknown. */
export function labRunFromRows(
  row: LabRunRow & LabDetailsRow,
  parts: { variants: LabVariant[]; memory: LabMemory[]; quality: LabQuality[] },
): LabRun | null {
  const plan = parseJson(labPlanSchema, row.plan)
  const tests = parseJson(z.array(labTestSchema), row.tests)
  const machine = parseJson(labMachineSchema, row.machine)
  const environment = parseJson(labEnvironmentSchema, row.environment)
  if (plan === null || tests === null || machine === null || environment === null) return null
  return {
    ...labSummaryFromRow(row),
    ...parts,
    plan,
    tests,
    machine,
    environment,
    qualitySetup: parseJson(qualitySetupSchema, row.quality_setup),
    notes: row.notes,
    importedFrom: row.imported_from,
    problem: parseJson(problemSchema, row.problem),
  }
}

/** A new run without samples: those are counted as they come. */
export function labRunToRow(run: LabRun): LabRunRow {
  return {
    id: run.id,
    started_at_ms: run.startedAtMs,
    sample_count: 0,
    has_quality: run.quality.length > 0 ? 1 : 0,
    is_imported: run.isImported ? 1 : 0,
    low_j: null,
    energy_j: null,
    high_j: null,
    provenance: null,
    ...labStateColumns(run),
    ...labTextColumns(run),
    ...labMachineColumns(run),
    ...labEnvironmentColumns(run),
    ...labVariantColumns(run),
  }
}

export function labDetailsToRow(run: LabRun): LabDetailsRow {
  return {
    plan: JSON.stringify(run.plan),
    tests: JSON.stringify(run.tests),
    machine: JSON.stringify(run.machine),
    environment: JSON.stringify(run.environment),
    quality_setup: toJson(run.qualitySetup),
    notes: run.notes,
    imported_from: run.importedFrom,
    problem: toJson(run.problem),
  }
}

const labStateColumns = (run: Pick<LabRun, 'state' | 'endedAtMs' | 'blocksDone'>) => ({
  state: run.state,
  ended_at_ms: run.endedAtMs,
  blocks_done: run.blocksDone,
})

const labTextColumns = (run: Pick<LabRun, 'name' | 'tags' | 'notes'>) => ({
  name: run.name,
  tags: JSON.stringify(run.tags),
  has_notes: run.notes === '' ? 0 : 1,
})

/** What a list shows of a machine. */
export const labMachineColumns = ({ machine }: Pick<LabRun, 'machine'>) => ({
  machine_name: machine.name,
  machine_fingerprint: machine.fingerprint,
})

/** What a list shows of an environment. */
export const labEnvironmentColumns = ({ environment }: Pick<LabRun, 'environment'>) => ({
  backend: environment.backend,
  engine_build: environment.engineBuild,
})

/** What a list shows of the variants. */
export const labVariantColumns = ({ variants }: { variants: readonly LabVariant[] }) => ({
  model_names: JSON.stringify([...new Set(variants.map(({ model }) => model.name))]),
  variant_labels: JSON.stringify(variants.map(({ label }) => label)),
})
