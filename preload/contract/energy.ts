import { z } from 'zod'
import { timestampMsSchema } from './common.ts'

/** A figure with its error band: `low` ≤ `central` ≤ `high`. The unit stands in the name of the field that holds it. */
export const rangeSchema = z.object({ low: z.number(), central: z.number(), high: z.number() })
export type Range = z.infer<typeof rangeSchema>

/** How a figure came about, the most direct first. A sum takes the least direct of its parts. */
export const provenanceSchema = z.enum(['wall-metered', 'device-counter', 'device-sensor', 'vendor-model', 'estimated'])
export type Provenance = z.infer<typeof provenanceSchema>

/**
 * What a source covers. `platform` is Intel's psys: all of the board but graphics cards. `cpu-and-gpu` is a chip that holds both.
 * `cpu-cores` lies within `cpu-package` and `gpu-chip` within `gpu-board`: they are shown and never added.
 */
export const powerScopeSchema = z.enum([
  'whole-machine',
  'platform',
  'cpu-package',
  'cpu-and-gpu',
  'cpu-cores',
  'gpu-board',
  'gpu-chip',
  'memory',
])
export type PowerScope = z.infer<typeof powerScopeSchema>

/** What a sum does not hold. `board`: board, drives and fans. `board-and-supply`: these, and the loss in the power supply. */
export const leftOutSchema = z.enum(['cpu', 'gpu', 'memory', 'board', 'board-and-supply'])
export type LeftOut = z.infer<typeof leftOutSchema>

/** What made a reading. `calibrated` is a machine's sum put against a wall meter once; `estimate` is load times what such parts take. */
export const collectorSchema = z.enum([
  'rapl',
  'hwmon',
  'battery',
  'nvidia-smi',
  'nvml',
  'amd-smi',
  'macmon',
  'emi',
  'shelly',
  'tasmota',
  'calibrated',
  'estimate',
])
export type Collector = z.infer<typeof collectorSchema>

/** A source's id: the collector and the device, such as `rapl:intel-rapl:0`. */
export const sourceIdSchema = z.string().min(1).max(200)

/** Money in one currency (ISO 4217). */
export const moneySchema = z.object({ currency: z.string().length(3), amount: rangeSchema })
export type Money = z.infer<typeof moneySchema>

/** The energy of one phase of an answer. */
export const phaseEnergySchema = z.object({
  /** By the engine's clock. */
  durationMs: z.number().nonnegative(),
  /** Tokens evaluated (prefill) or generated (decode). */
  tokens: z.number().int().nonnegative(),
  /** Gross, in joules, with the error of the sources and of the window's edges; null where nothing was measured in it. */
  energyJ: rangeSchema.nullable(),
  /**
   * The window is too short for the rate of its sources, or was not read in all of it, so that joules a token would be wrong: its joules are
   * not shown by themselves, they count in the total.
   */
  isTooShort: z.boolean(),
})
export type PhaseEnergy = z.infer<typeof phaseEnergySchema>

/** A source's part of an answer. */
export const sourceShareSchema = z.object({
  sourceId: sourceIdSchema,
  collector: collectorSchema,
  name: z.string(),
  scope: powerScopeSchema,
  provenance: provenanceSchema,
  energyJ: rangeSchema,
})
export type SourceShare = z.infer<typeof sourceShareSchema>

/** What one answer took, and the factors that were in force. Stored with it and never changed: history does not re-price itself. */
export const answerEnergySchema = z.object({
  startedAtMs: timestampMsSchema,
  endedAtMs: timestampMsSchema,
  /** The least direct of the sources. */
  provenance: provenanceSchema,
  sources: z.array(sourceShareSchema),
  /** What the sum of the sources leaves out. */
  leavesOut: z.array(leftOutSchema),
  prefill: phaseEnergySchema,
  decode: phaseEnergySchema,
  /** Prefill and decode, in joules. */
  energyJ: rangeSchema,
  /** Less what the machine takes idle with the model loaded, in joules; null until that has been measured for half a minute. */
  netEnergyJ: rangeSchema.nullable(),
  /** The idle power that was subtracted, in watts. */
  idlePowerW: rangeSchema.nullable(),
  /** Of the answer's time, milliseconds that no source covers: sleep, a meter that was unplugged. */
  gapMs: z.number().nonnegative(),
  /** How many answers shared the machine at some time, this one counted. They share by tokens. */
  parallelAnswers: z.number().int().positive(),
  /** The electricity; null where no tariff was set. */
  money: moneySchema
    .extend({
      /** Each price a kWh that was in force, with its part of the energy, 0 to 1. */
      prices: z.array(z.object({ pricePerKwh: z.number().nonnegative(), share: z.number().min(0).max(1) })),
    })
    .nullable(),
  carbon: z
    .object({
      /** Grams of CO₂ equivalents. */
      grams: rangeSchema,
      gramsPerKwh: z.number().nonnegative(),
      /** Where the factor is from, such as `Ember 2024, Germany`; empty where the user gave it. */
      source: z.string(),
    })
    .nullable(),
  /** The hardware's share, where the user asked for it. Never part of `money`. */
  hardware: z.object({ currency: z.string().length(3), amount: z.number().nonnegative() }).nullable(),
})
export type AnswerEnergy = z.infer<typeof answerEnergySchema>

/** Joules in a kilowatt-hour. */
export const joulesPerKwh = 3_600_000

/** Joules in a watt-hour. */
export const joulesPerWattHour = joulesPerKwh / 1000

/** How far from a reading at the wall a provenance is: 0 is the most direct. */
export function distanceOf(provenance: Provenance): number {
  return provenanceSchema.options.indexOf(provenance)
}

/** The least direct of some provenances, null standing for nothing measured; null of none. */
export function leastDirect(provenances: Iterable<Provenance | null>): Provenance | null {
  let least: Provenance | null = null
  for (const provenance of provenances) {
    if (provenance === null) continue
    if (least === null || distanceOf(provenance) > distanceOf(least)) least = provenance
  }
  return least
}

/** Multiplies all three figures of a range by a factor that is not negative. */
export function scaleRange({ low, central, high }: Range, factor: number): Range {
  return { low: low * factor, central: central * factor, high: high * factor }
}

/** Adds up two ranges, each figure by itself. */
export function addRanges(one: Range, other: Range): Range {
  return { low: one.low + other.low, central: one.central + other.central, high: one.high + other.high }
}

/** Adds up money, each currency by itself. */
export function addMoney(one: readonly Money[], other: readonly Money[]): Money[] {
  const sums = new Map<string, Range>()
  for (const { currency, amount } of [...one, ...other]) {
    const before = sums.get(currency)
    sums.set(currency, before === undefined ? amount : addRanges(before, amount))
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}

/** Joules a token of one phase: `energy ÷ tokens`; null where it is not known, or the window cannot tell. */
export function joulesPerToken({ energyJ, tokens, isTooShort }: PhaseEnergy): Range | null {
  return energyJ === null || isTooShort || tokens === 0 ? null : scaleRange(energyJ, 1 / tokens)
}

/** What a million tokens cost in money or grams: `0.27778 × joules a token × per kilowatt-hour`. */
export function perMillionTokens(joulesPerToken: Range, perKwh: number): Range {
  return scaleRange(joulesPerToken, (1_000_000 / joulesPerKwh) * perKwh)
}
