import { useState } from 'react'
import { ladderTypes, type QuantizationType, quantizationTypeSchema } from '#contract/lab/quantize.ts'

/** What is to be made of a model. */
export type QuantizeWish = {
  modelId: string | null
  types: readonly QuantizationType[]
  /** The user knows that the source is itself quantized. */
  allowRequantize: boolean
  viaF16: boolean
  matrixPath: string
}

const firstWish = (modelId: string | null): QuantizeWish => ({
  modelId,
  types: [...ladderTypes],
  allowRequantize: false,
  viaF16: true,
  matrixPath: '',
})

/** A wish that begins with the whole ladder. Another source takes back what was allowed for the one before. */
export function useQuantizeWish(modelId: string | null) {
  const [wish, setWish] = useState(() => firstWish(modelId))
  const change = (part: Partial<QuantizeWish>) =>
    setWish((before) => ({
      ...before,
      ...(part.modelId !== undefined && part.modelId !== before.modelId && { allowRequantize: false }),
      ...part,
    }))
  const toggle = (type: QuantizationType, isWanted: boolean) =>
    change({
      types: quantizationTypeSchema.options.filter((one) => (one === type ? isWanted : wish.types.includes(one))),
    })
  return { wish, change, toggle }
}
