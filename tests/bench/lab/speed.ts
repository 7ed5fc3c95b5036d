import { resolve } from 'node:path'
import { z } from 'zod'
import type { LabParameters, SpeedTest } from '#contract/lab/plan.ts'
import type { LabLoaded } from '../../../main/core/ports/lab-engine.ts'
import { EngineLogFile } from '../../../main/engine/host/engine-log-file.ts'
import { ForkedLabEngine } from '../../../main/engine/host/forked-lab-engine.ts'
import { type LlamaTool, prepareLlamaTool } from '../../support/llama-tools.ts'
import type { BenchModel } from './bench-models.ts'
import { type Median, median } from './median.ts'

const childPath = resolve(import.meta.dirname, '../../../main/engine/lab/index.ts')
const signal = new AbortController().signal
const greatestShare = 0.03

/** llama-bench's own defaults. */
const parameters: Omit<LabParameters, 'threads'> = {
  batchTokens: 2048,
  microBatchTokens: 512,
  gpuLayers: null,
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  flashAttention: 'auto',
}
const tests: { name: 'pp512' | 'tg128'; test: SpeedTest }[] = [
  { name: 'pp512', test: { promptTokens: 512, generatedTokens: 0, depthTokens: 0 } },
  { name: 'tg128', test: { promptTokens: 0, generatedTokens: 128, depthTokens: 0 } },
]

/** Tokens a second. */
type Rates = Record<'pp512' | 'tg128', number>

/** One model and test: rates, and what each round's ratio of the lab to llama-bench comes to. */
export type SpeedComparison = {
  model: string
  test: string
  ratio: Median
  lab: Median
  llamaBench: Median
}

export type SpeedReport = {
  comparisons: SpeedComparison[]
  threads: number
  build: string
  /** Ratios that are off by more than they may be, and what the two do not tell alike of a model, the build or the machine. */
  differences: string[]
}

export type SpeedOptions = {
  rounds: number
  /** null: what each of the two chooses, which must be the same. */
  threads: number | null
  logFolder: string
  report: (line: string) => void
}

/**
 * The lab's engine against llama-bench on the same libraries: in each round each model is loaded anew by both, in turns, and each test is warmed
 * up and run once. A ratio is of two runs that follow each other, so that what slows the machine for a while slows both.
 */
export async function compareSpeed(
  models: readonly BenchModel[],
  { rounds, threads, logFolder, report }: SpeedOptions,
): Promise<SpeedReport> {
  const tool = await prepareLlamaTool('llama-bench', report)
  const log = new EngineLogFile(logFolder)
  const engine = new ForkedLabEngine({ childPath, log })
  const measured = new Map(models.map(({ name }) => [name, { lab: [] as Rates[], llamaBench: [] as Rates[] }]))
  const differences = new Set<string>()
  let last: LabLoaded | null = null
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (const [place, model] of models.entries()) {
        const labFirst = (round + place) % 2 === 0
        const before = labFirst ? null : await runLlamaBench(tool, model, threads)
        const lab = await runLab(engine, model, { threads, seed: round })
        const bench = before ?? (await runLlamaBench(tool, model, threads))
        for (const difference of differencesOf(lab.loaded, bench.told)) differences.add(`${model.name}: ${difference}`)
        measured.get(model.name)?.lab.push(lab.rates)
        measured.get(model.name)?.llamaBench.push(bench.rates)
        last = lab.loaded
        const line = tests.map(({ name }) => `${name} ${lab.rates[name].toFixed(1)} of ${bench.rates[name].toFixed(1)}`)
        report(`round ${round}, ${model.name}: ${line.join(', ')} tok/s`)
      }
    }
  } finally {
    await engine.close()
    await log.close()
  }
  const comparisons = [...measured].flatMap(([model, { lab, llamaBench }]) =>
    tests.map(({ name }) => ({
      model,
      test: name,
      ratio: median(lab.map((rates, round) => rates[name] / (llamaBench[round]?.[name] ?? Number.NaN))),
      lab: median(lab.map((rates) => rates[name])),
      llamaBench: median(llamaBench.map((rates) => rates[name])),
    })),
  )
  const build = `${tool.release} (${last?.build.commit}, ${last?.build.number})`
  for (const { model, test, ratio } of comparisons) {
    if (!(Math.abs(ratio.value - 1) <= greatestShare)) {
      differences.add(`${model} ${test}: ${ratio.value.toFixed(3)} of llama-bench is off by more than 3 %`)
    }
  }
  return { comparisons, threads: last?.parameters.threads ?? 0, build, differences: [...differences] }
}

async function runLab(
  engine: ForkedLabEngine,
  { path }: BenchModel,
  { threads, seed }: { threads: number | null; seed: number },
) {
  const loaded = await engine.load(
    { path, backend: 'cpu', parameters: { ...parameters, threads } },
    { signal, onProgress: () => undefined },
  )
  const rates: Rates = { pp512: Number.NaN, tg128: Number.NaN }
  for (const { name, test } of tests) {
    await engine.warmUp(test, signal)
    const { durationNs } = await engine.speed(test, { seed, signal })
    rates[name] = ((test.promptTokens + test.generatedTokens) * 1e9) / durationNs
  }
  // llama-bench's process is gone while the lab measures; so is the lab's while llama-bench does.
  await engine.close()
  return { loaded, rates }
}

const toldSchema = z.object({
  build_commit: z.string(),
  build_number: z.number(),
  cpu_info: z.string(),
  gpu_info: z.string(),
  backends: z.string(),
  model_type: z.string(),
  model_size: z.number(),
  model_n_params: z.number(),
  n_threads: z.number(),
  avg_ts: z.number().positive(),
})
type Told = z.infer<typeof toldSchema>

async function runLlamaBench({ run }: LlamaTool, { path }: BenchModel, threads: number | null) {
  const chosen = threads === null ? [] : ['-t', String(threads)]
  const { stdout } = await run(['-m', path, '-p', '512', '-n', '128', '-r', '1', '-o', 'json', ...chosen])
  const [prompt, answer] = z.tuple([toldSchema, toldSchema]).parse(JSON.parse(stdout))
  return { told: prompt, rates: { pp512: prompt.avg_ts, tg128: answer.avg_ts } }
}

function differencesOf({ build, ...loaded }: LabLoaded, told: Told): string[] {
  const pairs: Record<string, [unknown, unknown]> = {
    commit: [build.commit, told.build_commit],
    number: [build.number, told.build_number],
    CPU: [build.cpuInfo, told.cpu_info],
    GPU: [build.gpuInfo, told.gpu_info],
    backends: [build.backends, told.backends],
    description: [loaded.description, told.model_type],
    size: [loaded.tensorBytes, told.model_size],
    parameters: [loaded.parameterCount, told.model_n_params],
    threads: [loaded.parameters.threads, told.n_threads],
  }
  return Object.entries(pairs).flatMap(([name, [ours, theirs]]) =>
    ours === theirs ? [] : [`${name} is ${ours} to the lab and ${theirs} to llama-bench`],
  )
}
