import { z } from 'zod'
import { type LabSample, labEnergySchema, labFlagSchema, labSampleSchema } from '#contract/lab/run.ts'
import { parseJson, toJson } from './json-column.ts'

/** A row of `lab_samples`, the run's key left out. */
export type LabSampleRow = {
  place: number
  block: number
  variant: number
  test: number
  started_at_ms: number
  duration_ns: number
  tokens_per_second: number
  prompt_tokens: number
  generated_tokens: number
  felt: string | null
  energy: string | null
  temperature_c: number | null
  other_load: number | null
  flags: string | null
}

export const labSampleColumns = [
  'place',
  'block',
  'variant',
  'test',
  'started_at_ms',
  'duration_ns',
  'tokens_per_second',
  'prompt_tokens',
  'generated_tokens',
  'felt',
  'energy',
  'temperature_c',
  'other_load',
  'flags',
] as const satisfies (keyof LabSampleRow)[]

const feltSchema = labSampleSchema.shape.felt
const flagsSchema = z.array(labFlagSchema)

export function labSampleToRow(sample: LabSample): LabSampleRow {
  return {
    place: sample.order,
    block: sample.block,
    variant: sample.variant,
    test: sample.test,
    started_at_ms: sample.startedAtMs,
    duration_ns: sample.durationNs,
    tokens_per_second: sample.tokensPerSecond,
    prompt_tokens: sample.promptTokens,
    generated_tokens: sample.generatedTokens,
    felt: toJson(sample.felt),
    energy: toJson(sample.energy),
    temperature_c: sample.temperatureC,
    other_load: sample.otherLoad,
    flags: sample.flags.length === 0 ? null : JSON.stringify(sample.flags),
  }
}

export function labSampleFromRow(row: LabSampleRow): LabSample {
  return {
    block: row.block,
    order: row.place,
    variant: row.variant,
    test: row.test,
    startedAtMs: row.started_at_ms,
    durationNs: row.duration_ns,
    tokensPerSecond: row.tokens_per_second,
    promptTokens: row.prompt_tokens,
    generatedTokens: row.generated_tokens,
    felt: parseJson(feltSchema, row.felt),
    energy: parseJson(labEnergySchema, row.energy),
    temperatureC: row.temperature_c,
    otherLoad: row.other_load,
    flags: parseJson(flagsSchema, row.flags) ?? [],
  }
}
