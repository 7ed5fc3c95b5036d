import { z } from 'zod'
import { type FlashAttention, labParametersSchema, speedTestSchema } from '#contract/lab/plan.ts'
import type { FoundRow } from './bench-csv.ts'
import { heldAgainst } from './held-against.ts'
import { ImportRefusal } from './import-refusal.ts'

/** A number, or what CSV has in its place. */
const numberLike = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : value),
    schema,
  )

const text = z.string().max(4096)
const count = z.number().int().nonnegative()
/** The longest time that is believed of one repetition: three months. */
const nanoseconds = z.number().int().positive().max(1e16)
const rate = z.number().positive().max(1e12)

/** llama-bench's words and numbers for it: `-1` since it can choose by itself, `true` and `false` before that. */
const flashAttentionWords: Record<string, FlashAttention> = {
  ...{ '-1': 'auto', '0': 'off', '1': 'on' },
  ...{ false: 'off', true: 'on', auto: 'auto', off: 'off', on: 'on' },
}

/** A setting that no parameter of Wattle's stands for: it tells variants apart, as it is written. */
const otherSetting = z.union([text, z.number(), z.boolean()]).transform(String).optional()

const otherSettings = {
  ...{ n_cpu_moe: otherSetting, split_mode: otherSetting, main_gpu: otherSetting, no_kv_offload: otherSetting },
  ...{ devices: otherSetting, tensor_split: otherSetting, tensor_buft_overrides: otherSetting, use_mmap: otherSetting },
  ...{ load_mode: otherSetting, lazy_mode: otherSetting, use_direct_io: otherSetting, embeddings: otherSetting },
  ...{ no_op_offload: otherSetting, no_host: otherSetting, cpu_mask: otherSetting, cpu_strict: otherSetting },
  ...{ poll: otherSetting, fit_target: otherSetting, fit_min_ctx: otherSetting },
}

const { batchTokens, microBatchTokens, threads, kvTypeK } = labParametersSchema.shape
const { promptTokens, generatedTokens, depthTokens } = speedTestSchema.shape

/**
 * A row of llama-bench's, of the pinned release and of older and newer ones: what a release does not have is left out, and what is not
 * known here is not read.
 */
const rowSchema = z.object({
  build_commit: text.default(''),
  build_number: numberLike(count).default(0),
  cpu_info: text.default(''),
  gpu_info: text.default(''),
  backends: text.optional(),
  /** Before `backends`. */
  ...{ cuda: z.unknown().optional(), vulkan: z.unknown().optional(), metal: z.unknown().optional() },
  model_filename: text,
  model_type: text.default(''),
  model_size: numberLike(count).default(0),
  model_n_params: numberLike(count).default(0),
  n_batch: numberLike(batchTokens).default(2048),
  n_ubatch: numberLike(microBatchTokens).default(512),
  n_threads: numberLike(threads).default(null),
  type_k: kvTypeK.default('f16'),
  type_v: kvTypeK.default('f16'),
  /** Negative: all. */
  n_gpu_layers: numberLike(z.number().int().min(-1000).max(1000)).default(-1),
  flash_attn: z
    .union([z.boolean(), z.number(), text])
    .transform((value) => flashAttentionWords[String(value)])
    .pipe(z.enum(['auto', 'on', 'off']))
    .default('off'),
  n_prompt: numberLike(promptTokens),
  n_gen: numberLike(generatedTokens),
  n_depth: numberLike(depthTokens).default(0),
  test_time: z.iso
    .datetime({ offset: true })
    .transform((value) => Date.parse(value))
    .pipe(count)
    .optional(),
  avg_ns: numberLike(nanoseconds).optional(),
  avg_ts: numberLike(rate).optional(),
  stddev_ts: numberLike(z.number().nonnegative()).optional(),
  samples_ns: z.array(nanoseconds).optional(),
  samples_ts: z.array(rate).optional(),
  ...otherSettings,
})

/** A test of one model, with what was timed of it. */
export type BenchRow = z.infer<typeof rowSchema> & {
  line: number
  /** As it was found: the same row has the same one. */
  source: string
  /** Other settings than Wattle's own, by llama-bench's names. */
  others: [name: string, value: string][]
  /** Each repetition, or their mean where the file has no more. */
  times: { durationNs: number; tokensPerSecond: number }[]
  /** The standard deviation of the rates, where `times` is their mean. */
  deviation: number | null
}

/** llama-bench writes six digits. */
const agreement = 0.01

/** A row as it was found, believed. Refusals: missing-field, bad-value, inconsistent. */
export function benchRowOf({ value, line }: FoundRow): BenchRow {
  const row = heldAgainst(rowSchema, value, { line })
  const tokens = row.n_prompt + row.n_gen
  if (tokens === 0) throw new ImportRefusal('bad-value', line, 'n_prompt + n_gen')
  const others = Object.entries(row).filter(
    (entry): entry is [string, string] => entry[0] in otherSettings && typeof entry[1] === 'string',
  )
  return { ...row, ...timesOf(row, tokens, line), line, source: JSON.stringify(value), others }
}

function timesOf(row: z.infer<typeof rowSchema>, tokens: number, line: number): Pick<BenchRow, 'times' | 'deviation'> {
  const { samples_ns: durations = [], samples_ts: rates = [], avg_ns: meanNs, avg_ts: meanRate } = row
  const durationOf = (tokensPerSecond: number) => Math.max(1, Math.round((1e9 * tokens) / tokensPerSecond))
  const rateOf = (durationNs: number) => (1e9 * tokens) / durationNs
  if (durations.length > 0) {
    const times = durations.map((durationNs) => ({ durationNs, tokensPerSecond: rateOf(durationNs) }))
    const agrees = times.every(
      ({ tokensPerSecond }, index) => Math.abs((rates[index] ?? tokensPerSecond) / tokensPerSecond - 1) < agreement,
    )
    if (!agrees || (rates.length > 0 && rates.length !== durations.length)) {
      throw new ImportRefusal('inconsistent', line, 'samples_ns and samples_ts')
    }
    return { times, deviation: null }
  }
  if (rates.length > 0) {
    return {
      times: rates.map((tokensPerSecond) => ({ durationNs: durationOf(tokensPerSecond), tokensPerSecond })),
      deviation: null,
    }
  }
  const tokensPerSecond = meanRate ?? (meanNs === undefined ? null : rateOf(meanNs))
  if (tokensPerSecond === null) throw new ImportRefusal('missing-field', line, 'samples_ns, avg_ns')
  return {
    times: [{ durationNs: meanNs ?? durationOf(tokensPerSecond), tokensPerSecond }],
    deviation: row.stddev_ts ?? null,
  }
}
