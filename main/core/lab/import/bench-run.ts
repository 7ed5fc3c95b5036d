import { createHash } from 'node:crypto'
import type { LabParameters, LabSweep } from '#contract/lab/plan.ts'
import type { LabModel, LabRunWithSamples, LabSample, LabTest, LabVariant } from '#contract/lab/run.ts'
import { variantLabels } from '../run/variant-labels.ts'
import { testName } from '../test-name.ts'
import { benchBackend, benchModel } from './bench-model.ts'
import type { BenchRow } from './bench-row.ts'
import { type RunContent, withSummary } from './run-summary.ts'

/** As many as a plan can hold. */
const sweepLimit = 16
const testLimit = 64

/**
 * One session of llama-bench's as a run. The same rows make the same run with the same id. A test of a variant that has several rows gets their
 * repetitions as further blocks. Rows without repetitions give one sample each, the mean, so that no interval is claimed; the
 * deviations that the file has go to the notes.
 */
export function benchRun(rows: readonly BenchRow[], now: number): LabRunWithSamples {
  const [first] = rows
  const build = { commit: first?.build_commit ?? '', number: first?.build_number ?? 0 }
  const startedAtMs = first?.test_time ?? now
  const { variants, places } = variantsOf(rows)
  const tests = [...new Map(rows.map((row) => [testName(testOf(row)), testOf(row)])).values()]
  const names = tests.map(testName)
  const samples = samplesOf(
    rows,
    (row) => ({ variant: places.get(row) ?? 0, test: names.indexOf(testName(testOf(row))) }),
    startedAtMs,
  )
  const last = samples.at(-1)
  const content: RunContent = {
    id: `llama-bench-${digest(rows.map(({ source }) => source)).slice(0, 32)}`,
    name: [...new Set(variants.map(({ model }) => model.name))].join(', ').slice(0, 200),
    state: 'done',
    startedAtMs,
    endedAtMs: last === undefined ? startedAtMs : Math.ceil(last.startedAtMs + last.durationNs / 1e6),
    isImported: true,
    tags: [],
    plan: {
      ...{ name: '', preset: 'llama-bench', prompts: [], quality: null, coolDownMs: 0, seed: 0 },
      modelIds: ['llama-bench'],
      sweep: sweepOf(variants),
      speedTests: tests.flatMap(({ kind, ...test }) => ('promptTokens' in test ? [test] : [])).slice(0, testLimit),
      repetitions: { least: 1, most: 1, targetShare: null },
    },
    variants,
    tests,
    machine: {
      fingerprint: digest([first?.cpu_info, first?.gpu_info]).slice(0, 16),
      name: first?.cpu_info ?? '',
      ...{ platform: '', osName: '', cpuName: first?.cpu_info ?? '', physicalCores: 0, logicalCores: 0, ramBytes: 0 },
      gpuNames: first?.gpu_info ? first.gpu_info.split(', ') : [],
    },
    environment: {
      appVersion: '',
      buildCommit: build.commit,
      buildNumber: build.number,
      engineBuild: `llama.cpp b${build.number} (${build.commit})`,
      ...(first === undefined ? { backend: 'cpu', backends: 'CPU' } : benchBackend(first)),
      powerSource: 'unknown',
    },
    ...{ memory: [], qualitySetup: null, quality: [], problem: null },
    notes: rows.flatMap((row) => deviationOf(row, variants[places.get(row) ?? 0]?.label ?? '')).join('\n'),
    importedFrom: 'llama-bench',
    samples,
  }
  return withSummary(content)
}

function samplesOf(
  rows: readonly BenchRow[],
  placeOf: (row: BenchRow) => Pick<LabSample, 'variant' | 'test'>,
  startedAtMs: number,
): LabSample[] {
  const samples: LabSample[] = []
  const blocks = new Map<string, number>()
  let atMs = startedAtMs
  for (const row of rows) {
    const place = placeOf(row)
    const cell = `${place.variant} ${place.test}`
    atMs = row.test_time ?? atMs
    for (const { durationNs, tokensPerSecond } of row.times) {
      const block = blocks.get(cell) ?? 0
      blocks.set(cell, block + 1)
      samples.push({
        ...{ block, order: samples.length, ...place, startedAtMs: Math.round(atMs), durationNs, tokensPerSecond },
        ...{ promptTokens: row.n_prompt, generatedTokens: row.n_gen, felt: null, energy: null },
        ...{ temperatureC: null, otherLoad: null, flags: [] },
      })
      atMs += durationNs / 1e6
    }
  }
  return samples
}

const testOf = (row: BenchRow): LabTest => ({
  kind: 'speed',
  promptTokens: row.n_prompt,
  generatedTokens: row.n_gen,
  depthTokens: row.n_depth,
})

/** Each model with each of its settings once, and which of them a row is of. */
function variantsOf(rows: readonly BenchRow[]): { variants: LabVariant[]; places: Map<BenchRow, number> } {
  const keys: string[] = []
  const firsts: BenchRow[] = []
  const places = new Map<BenchRow, number>()
  for (const row of rows) {
    const key = JSON.stringify([row.model_filename, benchModel(row), parametersOf(row), row.others])
    const known = keys.indexOf(key)
    places.set(row, known === -1 ? keys.length : known)
    if (known !== -1) continue
    keys.push(key)
    firsts.push(row)
  }
  // Labels tell models apart by their ids.
  const named = firsts.map((row) => ({
    model: { ...benchModel(row), modelId: digest([row.model_filename, benchModel(row)]).slice(0, 32) },
    parameters: parametersOf(row),
  }))
  const distinct = [...new Map(named.map((variant) => [JSON.stringify(variant), variant])).values()]
  const labels = variantLabels(distinct, sweepOf(distinct))
  const labelOf = new Map(distinct.map((variant, index) => [JSON.stringify(variant), labels[index] ?? '']))
  const told = firsts.map((row, index) => [
    labelOf.get(JSON.stringify(named[index])) ?? '',
    ...tellingOthers(row, firsts),
  ])
  return {
    variants: named.map(({ model, parameters }, index) => ({
      label: told[index]?.join(' · ') ?? '',
      model: { ...model, modelId: null } satisfies LabModel,
      parameters,
    })),
    places,
  }
}

/** The other settings of a row that not all rows share. */
function tellingOthers({ others }: BenchRow, rows: readonly BenchRow[]): string[] {
  const isShared = (name: string, value: string) =>
    rows.every((row) => row.others.some((other) => other[0] === name && other[1] === value))
  return others.flatMap(([name, value]) => (isShared(name, value) ? [] : [`${name} ${value}`]))
}

const parametersOf = (row: BenchRow): LabParameters => ({
  batchTokens: row.n_batch,
  microBatchTokens: row.n_ubatch,
  threads: row.n_threads,
  gpuLayers: row.n_gpu_layers < 0 ? null : row.n_gpu_layers,
  kvTypeK: row.type_k,
  kvTypeV: row.type_v,
  flashAttention: row.flash_attn,
})

function sweepOf(variants: readonly Pick<LabVariant, 'parameters'>[]): LabSweep {
  const each = <Key extends keyof LabParameters>(key: Key): LabParameters[Key][] =>
    [...new Set(variants.map(({ parameters }) => parameters[key]))].slice(0, sweepLimit)
  return {
    ...{ batchTokens: each('batchTokens'), microBatchTokens: each('microBatchTokens'), threads: each('threads') },
    ...{ gpuLayers: each('gpuLayers'), kvTypeK: each('kvTypeK'), kvTypeV: each('kvTypeV') },
    flashAttention: each('flashAttention'),
  }
}

/** In figures and units alone. */
function deviationOf(row: BenchRow, label: string): string[] {
  const [time] = row.times
  if (row.deviation === null || time === undefined) return []
  return [`${label} · ${testName(testOf(row))}: ${time.tokensPerSecond.toFixed(2)} ± ${row.deviation.toFixed(2)} tok/s`]
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')
