import type { LabParameters } from '#contract/lab/plan.ts'
import type { LabRunWithSamples, LabTest, LabVariant } from '#contract/lab/run.ts'
import { testName } from '../test-name.ts'
import { wholeAverage, wholeDeviation } from './whole-statistics.ts'

type FieldType = 'string' | 'bool' | 'int' | 'float'

/** llama-bench's fields in their order, with the type that each output writes them as (`test::get_fields`, `get_field_type`). */
export const llamaBenchFields = {
  build_commit: 'string',
  build_number: 'int',
  cpu_info: 'string',
  gpu_info: 'string',
  backends: 'string',
  model_filename: 'string',
  model_type: 'string',
  model_size: 'int',
  model_n_params: 'int',
  n_batch: 'int',
  n_ubatch: 'int',
  n_threads: 'int',
  cpu_mask: 'string',
  cpu_strict: 'bool',
  poll: 'int',
  type_k: 'string',
  type_v: 'string',
  n_gpu_layers: 'int',
  n_cpu_moe: 'int',
  split_mode: 'string',
  main_gpu: 'int',
  no_kv_offload: 'bool',
  flash_attn: 'int',
  devices: 'string',
  tensor_split: 'string',
  tensor_buft_overrides: 'string',
  load_mode: 'string',
  lazy_mode: 'string',
  embeddings: 'bool',
  no_op_offload: 'int',
  no_host: 'bool',
  fit_target: 'int',
  fit_min_ctx: 'int',
  n_prompt: 'int',
  n_gen: 'int',
  n_depth: 'int',
  test_time: 'string',
  avg_ns: 'int',
  stddev_ns: 'int',
  avg_ts: 'float',
  stddev_ts: 'float',
} as const satisfies Record<string, FieldType>

export type LlamaBenchField = keyof typeof llamaBenchFields

export const llamaBenchFieldNames = Object.keys(llamaBenchFields) as LlamaBenchField[]

/** One test of one variant: each field as the text that llama-bench's own outputs are made of, and its repetitions. */
export type LlamaBenchRow = {
  /** Such as `tg128 @ d4096`. */
  test: string
  values: Record<LlamaBenchField, string>
  samplesNs: number[]
  samplesTs: number[]
}

type SpeedTest = Extract<LabTest, { kind: 'speed' }>

/** llama-bench's names for what Wattle leaves as it is there. */
const defaults = {
  cpu_mask: '0x0',
  cpu_strict: '0',
  poll: '50',
  n_cpu_moe: '0',
  split_mode: 'layer',
  main_gpu: '0',
  no_kv_offload: '0',
  devices: 'auto',
  tensor_split: '0.00',
  tensor_buft_overrides: 'none',
  load_mode: 'auto',
  lazy_mode: 'auto',
  embeddings: '0',
  no_op_offload: '0',
  no_host: '0',
  fit_target: '0',
  fit_min_ctx: '0',
} as const

const flashAttention = { auto: '-1', off: '0', on: '1' } as const satisfies Record<
  LabParameters['flashAttention'],
  string
>

/** The rows of a run: what llama-bench would have written of the same repetitions. Prompts, which it does not know, are left out. */
export function llamaBenchRows(run: LabRunWithSamples): LlamaBenchRow[] {
  return run.variants.flatMap((variant, variantPlace) =>
    run.tests.flatMap((test, testPlace) => {
      const samples = run.samples.filter((sample) => sample.variant === variantPlace && sample.test === testPlace)
      const [first] = samples
      if (test.kind !== 'speed' || first === undefined) return []
      return [
        rowOf(
          run,
          variant,
          test,
          samples.map(({ durationNs }) => durationNs),
          first.startedAtMs,
        ),
      ]
    }),
  )
}

function rowOf(
  { environment, machine }: LabRunWithSamples,
  { model, parameters }: LabVariant,
  test: SpeedTest,
  samplesNs: number[],
  startedAtMs: number,
): LlamaBenchRow {
  const tokens = test.promptTokens + test.generatedTokens
  const samplesTs = samplesNs.map((durationNs) => (1e9 * tokens) / durationNs)
  return {
    test: testName(test),
    samplesNs,
    samplesTs,
    values: {
      ...defaults,
      build_commit: environment.buildCommit,
      build_number: String(environment.buildNumber),
      cpu_info: machine.cpuName,
      gpu_info: machine.gpuNames.join(', '),
      backends: environment.backends,
      model_filename: model.fileName,
      model_type: model.description,
      model_size: String(model.tensorBytes),
      model_n_params: String(model.parameterCount),
      n_batch: String(parameters.batchTokens),
      n_ubatch: String(parameters.microBatchTokens),
      n_threads: String(parameters.threads ?? machine.physicalCores),
      type_k: parameters.kvTypeK,
      type_v: parameters.kvTypeV,
      n_gpu_layers: String(parameters.gpuLayers ?? -1),
      flash_attn: flashAttention[parameters.flashAttention],
      n_prompt: String(test.promptTokens),
      n_gen: String(test.generatedTokens),
      n_depth: String(test.depthTokens),
      test_time: `${new Date(startedAtMs).toISOString().slice(0, 19)}Z`,
      avg_ns: String(wholeAverage(samplesNs)),
      stddev_ns: String(wholeDeviation(samplesNs)),
      avg_ts: average(samplesTs).toFixed(6),
      stddev_ts: deviation(samplesTs).toFixed(6),
    },
  }
}

/** As `avg` of llama-bench over doubles. */
export function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** As `stdev` of llama-bench over doubles: of a sample, and by the difference of squares. */
export function deviation(values: readonly number[]): number {
  const count = values.length
  if (count <= 1) return 0
  const mean = average(values)
  const squares = values.reduce((sum, value) => sum + value * value, 0)
  return Math.sqrt(Math.max(0, squares / (count - 1) - (mean * mean * count) / (count - 1)))
}
