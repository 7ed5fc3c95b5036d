import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type QuantizationType, type QuantizeForecast, quantizationTypeSchema } from '#contract/lab/quantize.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import type { QuantizeWish } from './quantize-wish.ts'

/** Files appear and the disk fills without anybody telling. */
const staleMs = 2000

type Forecasts = {
  /** What every type would come to. */
  all: QuantizeForecast | null
  /** What is to be made: those of the wish that are not there already. */
  types: QuantizationType[]
  /** What that comes to together. */
  wanted: QuantizeForecast | null
  error: unknown
}

/** What a wish comes to; null where it is not known yet, or nothing is wanted. */
export function useQuantizeForecast({ modelId, types: wished, viaF16 }: QuantizeWish): Forecasts {
  const procedures = useProcedures()
  const ask = (types: QuantizationType[]) =>
    procedures.quantize.forecast.queryOptions({
      input: { modelId: modelId ?? '', types, allowRequantize: true, viaF16 },
      enabled: modelId !== null && types.length > 0,
      placeholderData: keepPreviousData,
      staleTime: staleMs,
      retry: false,
    })
  const all = useQuery(ask([...quantizationTypeSchema.options]))
  const isThere = (type: QuantizationType) => all.data?.files.some((file) => file.type === type && file.exists) ?? false
  const types = wished.filter((type) => !isThere(type))
  const wanted = useQuery(ask(types))
  const isKnown = modelId !== null
  return {
    all: isKnown ? (all.data ?? null) : null,
    types,
    wanted: isKnown && types.length > 0 ? (wanted.data ?? null) : null,
    error: all.error ?? wanted.error,
  }
}
