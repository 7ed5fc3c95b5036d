import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, timestampMsSchema } from './common.ts'
import {
  answerEnergySchema,
  collectorSchema,
  leftOutSchema,
  moneySchema,
  powerScopeSchema,
  provenanceSchema,
  rangeSchema,
  sourceIdSchema,
} from './energy.ts'
import { problemSchema } from './errors.ts'
import { plugSchema } from './plugs.ts'

/**
 * A place that power is read from. `starting`: found, no reading yet. `live`: read. `locked`: there, but this user may not read it.
 * `failed`: dropped for `problem`, tried again at `retryAtMs`. `silent`: healthy, and has nothing to say now (a battery that is charged).
 * `off`: the user turned it off.
 */
export const powerSourceSchema = z.object({
  id: sourceIdSchema,
  collector: collectorSchema,
  /** The device as it calls itself, such as `NVIDIA GeForce RTX 4060`. */
  name: z.string(),
  scope: powerScopeSchema,
  provenance: provenanceSchema,
  state: z.enum(['starting', 'live', 'silent', 'locked', 'failed', 'off']),
  /** Between two readings; null where it is not known yet. */
  updatePeriodMs: z.number().positive().nullable(),
  /** Now; null where it is not live. */
  powerW: rangeSchema.nullable(),
  /** True where the sum holds it. */
  isCharged: z.boolean(),
  /** The charged source that covers the same, which is why this one is not added; null where there is none. */
  coveredById: sourceIdSchema.nullable(),
  problem: problemSchema.nullable(),
  retryAtMs: timestampMsSchema.nullable(),
})
export type PowerSource = z.infer<typeof powerSourceSchema>

/** What the charged sources give together. */
export const chargedPowerSchema = z.object({
  powerW: rangeSchema,
  provenance: provenanceSchema,
  scopes: z.array(powerScopeSchema),
  leavesOut: z.array(leftOutSchema),
})
export type ChargedPower = z.infer<typeof chargedPowerSchema>

/** An amount of energy with what it cost. `money` has one entry for each currency that was in force, and is empty without a tariff. */
export const energySumSchema = z.object({
  energyJ: rangeSchema,
  money: z.array(moneySchema),
  /** Of the energy, in joules, what no price was in force for: `money` does not hold it. */
  unpricedJ: z.number().nonnegative(),
  carbonG: rangeSchema.nullable(),
  /** The least direct of what was added; null where nothing was. */
  provenance: provenanceSchema.nullable(),
})
export type EnergySum = z.infer<typeof energySumSchema>

/** What the answer in progress took so far. */
export const liveEnergySchema = z.object({
  messageId: idSchema,
  sum: energySumSchema,
  /** Decode joules over decode tokens so far; null before the first reading that can tell. */
  joulesPerToken: rangeSchema.nullable(),
})
export type LiveEnergy = z.infer<typeof liveEnergySchema>

/** What is measured now, at most four times a second. */
export const meterStateSchema = z.object({
  /** False before the sources were looked for, and where the meter is turned off. */
  isRunning: z.boolean(),
  sources: z.array(powerSourceSchema),
  /** null where nothing is live: not measured. */
  charged: chargedPowerSchema.nullable(),
  live: liveEnergySchema.nullable(),
  /** The last answer whose energy is known, as it is stored with it; null before the first since the start. */
  lastAnswer: z.object({ messageId: idSchema, energy: answerEnergySchema }).nullable(),
  /** The conversation that is answered, or was last, with all its answers and the one in progress. */
  conversation: z.object({ id: idSchema, sum: energySumSchema }).nullable(),
  /** Since midnight: answers, loads, and idling with a model in memory. */
  today: energySumSchema,
  /** The idle power of the machine with the model loaded, in watts; null until it was idle for half a minute. */
  idlePowerW: rangeSchema.nullable(),
})
export type MeterState = z.infer<typeof meterStateSchema>

/** One way to measure, or to measure better, on this very machine. The interface has words for each `id` and state. */
export const guideEntrySchema = z.object({
  id: z.enum([
    'rapl',
    'hwmon',
    'nvidia',
    'nvml',
    'amd-smi',
    'battery',
    'macmon',
    'emi',
    'plug',
    'virtual-machine',
    'container',
  ]),
  /** `working`: nothing to do. `locked`: there, and needs a permission. `missing`: something has to be installed or bought. `impossible`: not on this machine. */
  state: z.enum(['working', 'locked', 'missing', 'impossible']),
  /** What was found, for the sentence, such as `path`, `device`, `hypervisor`. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** To be copied into a terminal as it is; null where there is none. */
  command: z.string().nullable(),
})
export type GuideEntry = z.infer<typeof guideEntrySchema>

/** Power over time, in columns. Every list of a series is as long as `atMs`; null is a gap. */
export const powerHistorySchema = z.object({
  /** The length of one step. */
  stepMs: z.number().positive(),
  /** The start of each step. */
  atMs: z.array(timestampMsSchema),
  series: z.array(
    z.object({
      sourceId: sourceIdSchema,
      collector: collectorSchema,
      name: z.string(),
      scope: powerScopeSchema,
      provenance: provenanceSchema,
      meanW: z.array(z.number().nullable()),
      /** The band: the source's error where it has one, and the extremes within the step where the step is longer than a reading. */
      lowW: z.array(z.number().nullable()),
      highW: z.array(z.number().nullable()),
    }),
  ),
})
export type PowerHistory = z.infer<typeof powerHistorySchema>

/** A row of the tables: a model, or a conversation. */
export const energyRowSchema = z.object({
  /** null for answers of a model or conversation that has no name any more. */
  id: idSchema.nullable(),
  name: z.string(),
  /** Empty for conversations. */
  quantization: z.string(),
  answers: z.number().int().nonnegative(),
  promptTokens: z.number().int().nonnegative(),
  decodeTokens: z.number().int().nonnegative(),
  sum: energySumSchema,
  /** Decode joules over decode tokens; null where not one answer can tell. */
  joulesPerToken: rangeSchema.nullable(),
})
export type EnergyRow = z.infer<typeof energyRowSchema>

export const energyTotalsSchema = z.object({
  /** The first that was ever metered; null before it. */
  sinceMs: timestampMsSchema.nullable(),
  answers: z.number().int().nonnegative(),
  promptTokens: z.number().int().nonnegative(),
  decodeTokens: z.number().int().nonnegative(),
  /** Everything: answers, loads and idling. */
  all: energySumSchema,
  answering: energySumSchema,
  loading: energySumSchema,
  /** With a model in memory and nothing to answer. */
  idle: energySumSchema.extend({ durationMs: z.number().nonnegative() }),
  /** The hardware's share, where it was asked for, by currency. */
  hardware: z.array(z.object({ currency: z.string().length(3), amount: z.number().nonnegative() })),
  /** Days of the system's own time zone, the oldest first, those without energy left out. */
  days: z.array(
    z.object({
      /** ISO 8601, such as `2026-11-25`. */
      day: z.string(),
      sum: energySumSchema,
      idleJ: z.number().nonnegative(),
      /** What their answers took. The rest of the day, idling left out, is loading. */
      models: z.array(z.object({ id: idSchema.nullable(), energyJ: z.number().nonnegative() })),
    }),
  ),
  /** The most energy first. */
  models: z.array(energyRowSchema),
  conversations: z.array(energyRowSchema),
})
export type EnergyTotals = z.infer<typeof energyTotalsSchema>

/** What an answer to a prompt will take, by the model's last answers. */
export const energyForecastSchema = z.object({
  /** Of the prompt, about: nobody counts them while it is written. */
  promptTokens: z.number().int().nonnegative(),
  /** Until the prompt is read. */
  prefillMs: rangeSchema,
  /** Reading the prompt and writing an answer such as the last ones were. */
  energyJ: rangeSchema,
})
export type EnergyForecast = z.infer<typeof energyForecastSchema>

/** How a calibration goes: rest, load, rest, then `done`. */
export const calibrationProgressSchema = z.discriminatedUnion('step', [
  z.object({ step: z.enum(['rest', 'load', 'rest-again']), progress: z.number().min(0).max(1) }),
  z.object({
    step: z.literal('done'),
    /** `wall = fixedW + factor × sum of the components`, in watts. */
    fixedW: z.number(),
    factor: z.number().positive(),
    /** Root mean square of what is left, in watts. */
    residualW: z.number().nonnegative(),
    readings: z.number().int().positive(),
  }),
])
export type CalibrationProgress = z.infer<typeof calibrationProgressSchema>

const spanSchema = z.object({ fromMs: timestampMsSchema, toMs: timestampMsSchema })

export const meterContract = {
  /** The present state, then each change, at most four times a second. */
  watch: procedure.output(eventIterator(meterStateSchema)),
  /** Each answer whose energy became known, from now on: some moments after the answer's end, when its last readings are there. */
  answers: procedure.output(
    eventIterator(z.object({ messageId: idSchema, conversationId: idSchema, energy: answerEnergySchema })),
  ),
  /** Looks for sources again, and tries at once those that failed. Resolves when it is known what is there. */
  check: procedure.output(z.array(guideEntrySchema)),
  /** What can be measured on this machine, and what it needs. */
  guide: procedure.output(z.array(guideEntrySchema)),
  /** Power between two times in at most `points` steps, from the finest resolution that is kept. */
  power: procedure
    .input(spanSchema.extend({ points: z.number().int().min(2).max(2000).default(600) }))
    .output(powerHistorySchema),
  /** What was used between two times. */
  totals: procedure.input(spanSchema).output(energyTotalsSchema),
  /** What a prompt of so many characters will take; null before the model has some answers whose energy is known. */
  forecast: procedure
    .input(z.object({ modelId: idSchema, promptCharacters: z.number().int().nonnegative() }))
    .output(energyForecastSchema.nullable()),
  /**
   * Asks the address what it is, and measures with it from now on. The address is a host name or IP address, with a port where it is not 80.
   * Faults: METER_PLUG_…, METER_PLUGS_TOO_MANY.
   */
  addPlug: procedure.input(z.object({ address: z.string().trim().min(1).max(255) })).output(plugSchema),
  removePlug: procedure.input(z.object({ id: idSchema })).output(z.void()),
  /**
   * Puts the sum of the components against a plug, once: half a minute of rest, a minute in which the model writes, half a minute of rest.
   * The result holds for this machine until it is made anew or forgotten. Faults: CALIBRATION_…, MODEL_…, ENGINE_….
   */
  calibrate: procedure.output(eventIterator(calibrationProgressSchema)),
  forgetCalibration: procedure.output(z.void()),
}
