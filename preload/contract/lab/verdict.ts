import { z } from 'zod'
import { moneySchema, provenanceSchema, rangeSchema } from '../energy.ts'
import { labLimitsSchema } from './plan.ts'
import { labFlagSchema, uncertainSchema } from './run.ts'

/**
 * A 95 % interval. Where it is not said otherwise it is Student's t over the repetitions, the blocks or the chunks: with five to twenty of them the
 * bootstrap is too narrow.
 */
export const intervalSchema = z.object({ low: z.number(), high: z.number() })
export type Interval = z.infer<typeof intervalSchema>

/** Samples of one test of one variant, summed up. */
export const labCellSchema = z.object({
  variant: z.number().int().nonnegative(),
  test: z.number().int().nonnegative(),
  samples: z.number().int().positive(),
  /** Tokens a second. `interval95` is of the mean. */
  tokensPerSecond: z.object({
    mean: z.number(),
    median: z.number(),
    standardDeviation: z.number(),
    /** Median absolute deviation. */
    mad: z.number(),
    interval95: intervalSchema.nullable(),
  }),
  /** Medians over the repetitions; null for a speed test. */
  felt: z
    .object({
      ttftMs: z.number(),
      interTokenP50Ms: z.number(),
      interTokenP95Ms: z.number(),
      interTokenP99Ms: z.number(),
      endToEndMs: z.number(),
    })
    .nullable(),
  /**
   * Gross joules over tokens, summed over all repetitions; of a prompt, those of the decode alone. null where nothing was measured or the sum is
   * too short still.
   */
  joulesPerToken: rangeSchema.nullable(),
  netJoulesPerToken: rangeSchema.nullable(),
  provenance: provenanceSchema.nullable(),
  /** For a million tokens; null where no tariff was set. */
  costPerMillion: moneySchema.nullable(),
  flags: z.array(labFlagSchema),
})
export type LabCell = z.infer<typeof labCellSchema>

/** `none`: no clear difference, since the interval holds 1 or the difference is below 2 %. */
export const differenceSchema = z.enum(['higher', 'lower', 'none'])
export type Difference = z.infer<typeof differenceSchema>

/** One variant against the baseline in one test, paired within blocks. */
export const labComparisonSchema = z.object({
  variant: z.number().int().nonnegative(),
  test: z.number().int().nonnegative(),
  /** Rate ÷ the baseline's: the exponential of the mean of log-ratios over blocks, with its 95 % interval. */
  ratio: z.object({ value: z.number().positive(), interval95: intervalSchema.nullable() }),
  /** Of the rate. */
  difference: differenceSchema,
  /** Pairs of repetitions. */
  pairs: z.number().int().positive(),
})
export type LabComparison = z.infer<typeof labComparisonSchema>

/** Paired by chunk. */
export const qualityComparisonSchema = z.object({
  variant: z.number().int().nonnegative(),
  /** Perplexity ÷ the baseline's, with its 95 % interval. null where the tokenizers differ: such are never ranked. */
  perplexityRatio: z.object({ value: z.number().positive(), interval95: intervalSchema }).nullable(),
  /** Of the perplexity: `higher` is worse. */
  difference: differenceSchema.nullable(),
})
export type QualityComparison = z.infer<typeof qualityComparisonSchema>

/** What can be put on an axis. For each but `speed` and `prefill-speed` less is better. */
export const labAxisSchema = z.enum([
  'speed',
  'prefill-speed',
  'ttft',
  'kl-divergence',
  'perplexity',
  'memory',
  'file-size',
  'energy',
  'cost',
])
export type LabAxis = z.infer<typeof labAxisSchema>

/** The two axes of the picture: a variant is dominated by these. */
export const labAxesSchema = z.object({ x: labAxisSchema, y: labAxisSchema })
export type LabAxes = z.infer<typeof labAxesSchema>

/** All that is known of a variant, with a figure for each axis that it has one for. */
export const labStandingSchema = z.object({
  variant: z.number().int().nonnegative(),
  /**
   * tok/s, tok/s, ms, nats a token (0 of the reference itself), perplexity, bytes (resident and VRAM together), bytes, J a token, money for a
   * million tokens. For energy and cost the interval is the error band of the meter. null: exact, or not known.
   */
  figures: z.partialRecord(labAxisSchema, z.object({ value: z.number(), interval95: intervalSchema.nullable() })),
  /** Which limits it breaks; empty where it meets all that can be told. */
  breaks: z.array(z.enum(['speed', 'memory', 'kl-divergence', 'energy', 'cost'])),
  /** Another variant is at least as good by both axes that were asked for and clearly better by one. */
  dominatedBy: z.number().int().nonnegative().nullable(),
})
export type LabStanding = z.infer<typeof labStandingSchema>

/** One sentence of the recommendation: the interface has words for each kind, which `params` fill. `other` is a variant. */
export const labReasonSchema = z.object({
  kind: z.enum([
    /** Meets the limits, as do `count` others. */
    'meets-limits',
    'only-one-that-meets',
    /** Best by what was preferred: `axis`, against `other`, by `share` (0.16), `low`, `high`. */
    'best',
    /** Not clearly different from `other` by `axis`; chosen since it is clearly better by `tieAxis`, or for its bare figure where that is null. */
    'tie-broken',
    'also-fastest',
    'also-smallest',
    'also-least-energy',
    /** `other` is better in quality by `share` (`low`, `high`) of the perplexity, or of the divergence where `tieAxis` says so, and worse by `cost` of `axis`. */
    'choose-other-if',
    /** No variant meets all limits: this one breaks `count`, the fewest. */
    'none-meets-limits',
    /** What was preferred, `axis`, was not measured: chosen by `tieAxis` instead. */
    'not-measured',
  ]),
  axis: labAxisSchema.nullable(),
  /** The second axis that a reason speaks of. */
  tieAxis: labAxisSchema.nullable(),
  other: z.number().int().nonnegative().nullable(),
  params: z.record(z.string(), z.number()),
})
export type LabReason = z.infer<typeof labReasonSchema>

/** What nobody would expect: said, since the names suggest otherwise. */
export const labSurpriseSchema = z.object({
  kind: z.enum([
    /** `variant` has the larger file and the worse quality than `other`, clearly: by `share` of the perplexity or the divergence. */
    'larger-and-worse',
    /** `variant` has the larger file and is clearly faster than `other`, by `share`. */
    'larger-and-faster',
    /** `params.count` of `params.total` tensors have another type than the name says. */
    'fallback-tensors',
    /** The reference is itself a quantization. `variant` is it, or the baseline where it is not compared. */
    'reference-is-quantized',
    /** A quantization of another quantization. */
    'requantized',
  ]),
  variant: z.number().int().nonnegative(),
  other: z.number().int().nonnegative().nullable(),
  params: z.record(z.string(), z.number()),
})
export type LabSurprise = z.infer<typeof labSurpriseSchema>

/** What a run says: worked out from its samples, never stored. */
export const labVerdictSchema = z.object({
  /** The variant that the others are compared with. */
  baseline: z.number().int().nonnegative(),
  /** The tests that `speed` and `prefill-speed` are of, such as tg128 and pp512; null where the run has none. */
  speedTest: z.number().int().nonnegative().nullable(),
  prefillTest: z.number().int().nonnegative().nullable(),
  cells: z.array(labCellSchema),
  comparisons: z.array(labComparisonSchema),
  qualityComparisons: z.array(qualityComparisonSchema),
  standings: z.array(labStandingSchema),
  /** What dominance is by: those that were asked for, or else quality against what is preferred. */
  axes: labAxesSchema,
  limits: labLimitsSchema,
  recommended: z.number().int().nonnegative().nullable(),
  reasons: z.array(labReasonSchema),
  surprises: z.array(labSurpriseSchema),
  /** Rate of the baseline's speed test by block, and its Theil–Sen slope as a share of the median a block with its 95 % interval. */
  drift: z
    .object({ perBlock: z.array(z.number()), slope: z.number(), interval95: intervalSchema, isFlagged: z.boolean() })
    .nullable(),
  /** Why it is trusted less; each flag with how many samples carry it. */
  flags: z.array(z.object({ flag: labFlagSchema, samples: z.number().int().positive() })),
  /** Perplexities that may be ranked against each other: variants by tokenizer. */
  tokenizerGroups: z.array(z.array(z.number().int().nonnegative())),
})
export type LabVerdict = z.infer<typeof labVerdictSchema>

/** Two runs' variants of the same label, or two that the user named, test by test. Not paired: their blocks are not of one time. */
export const runComparisonSchema = z.object({
  rows: z.array(
    z.object({
      label: z.string(),
      /** Such as `tg128 @ d4096`. */
      test: z.string(),
      before: z.object({
        mean: z.number(),
        interval95: intervalSchema.nullable(),
        samples: z.number().int().positive(),
      }),
      after: z.object({
        mean: z.number(),
        interval95: intervalSchema.nullable(),
        samples: z.number().int().positive(),
      }),
      ratio: z.object({ value: z.number().positive(), interval95: intervalSchema.nullable() }),
      difference: differenceSchema,
    }),
  ),
  quality: z.array(z.object({ label: z.string(), before: uncertainSchema, after: uncertainSchema })),
  /** What differs between the two, in the order in which it matters. */
  differs: z.array(z.enum(['machine', 'engine', 'backend', 'parameters', 'text', 'power-source', 'file'])),
})
export type RunComparison = z.infer<typeof runComparisonSchema>

/** One model and test on one machine, over all runs. */
export const labTrendSchema = z.object({
  modelName: z.string(),
  quantization: z.string(),
  machineFingerprint: z.string(),
  test: z.string(),
  /** The oldest first. */
  points: z.array(
    z.object({
      runId: z.string(),
      atMs: z.number(),
      engineBuild: z.string(),
      mean: z.number(),
      interval95: intervalSchema.nullable(),
    }),
  ),
  /** Where the rate changed clearly from one point to the next: `share` is −0.08 for 8 % slower. */
  changes: z.array(
    z.object({ runId: z.string(), share: z.number(), engineBefore: z.string(), engineAfter: z.string() }),
  ),
})
export type LabTrend = z.infer<typeof labTrendSchema>
