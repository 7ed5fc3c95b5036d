import type { Sampling } from '#contract/sampling.ts'

type NumberKey = Exclude<keyof Sampling, 'stop'>

type SamplingRange = { min: number; max: number; isInteger: boolean; isNullable: boolean; step: number }

/** The range of each parameter, as the contract has it, and the step of its buttons. */
export const samplingRanges: Record<NumberKey, SamplingRange> = {
  temperature: { min: 0, max: 5, isInteger: false, isNullable: false, step: 0.05 },
  topK: { min: 0, max: 1000, isInteger: true, isNullable: false, step: 1 },
  topP: { min: 0, max: 1, isInteger: false, isNullable: false, step: 0.01 },
  minP: { min: 0, max: 1, isInteger: false, isNullable: false, step: 0.01 },
  repeatPenalty: { min: 0.5, max: 2, isInteger: false, isNullable: false, step: 0.05 },
  presencePenalty: { min: -2, max: 2, isInteger: false, isNullable: false, step: 0.1 },
  frequencyPenalty: { min: -2, max: 2, isInteger: false, isNullable: false, step: 0.1 },
  seed: { min: 0, max: 4_294_967_295, isInteger: true, isNullable: true, step: 1 },
  maxTokens: { min: 1, max: 1_000_000, isInteger: true, isNullable: true, step: 64 },
}

export const samplingKeys = Object.keys(samplingRanges).filter((key): key is NumberKey => key in samplingRanges)
