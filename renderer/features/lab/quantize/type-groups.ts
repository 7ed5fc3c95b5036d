import { ladderTypes, type QuantizationType, quantizationTypeSchema } from '#contract/lab/quantize.ts'

/** Types that lose nothing worth speaking of. */
export const wholeTypes: readonly QuantizationType[] = ['F32', 'BF16', 'F16']

/** The types as they are offered: the ladder in sight, whole ones beside it, the rest when it is asked for. The largest first. */
export const typeGroups = {
  ladder: ladderTypes,
  whole: wholeTypes,
  others: quantizationTypeSchema.options.filter(
    (type) => !wholeTypes.includes(type) && !ladderTypes.some((one) => one === type),
  ),
} as const

/** Whether a name of a quantization, as a model's header has it, says that the model lost something. */
export const isQuantized = (quantization: string): boolean => !wholeTypes.some((type) => type === quantization)
