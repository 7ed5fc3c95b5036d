import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type QuantizeForecast, quantizationTypeSchema } from '#contract/lab/quantize.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import type { QuantizeWish } from './quantize-wish.ts'

/** Files appear and the disk fills without anybody telling. */
const staleMs = 2000

/** What every type would come to for a source, and what the wanted ones come to together. null until they are known. */
export function useQuantizeForecast({ modelId, types, viaF16 }: QuantizeWish): {
  all: QuantizeForecast | null
  wanted: QuantizeForecast | null
  error: unknown
} {
  const procedures = useProcedures()
  const ask = (wantedTypes: QuantizeForecast['files'][number]['type'][]) =>
    procedures.quantize.forecast.queryOptions({
      input: { modelId: modelId ?? '', types: wantedTypes, allowRequantize: true, viaF16 },
      enabled: modelId !== null && wantedTypes.length > 0,
      placeholderData: keepPreviousData,
      staleTime: staleMs,
      retry: false,
    })
  const all = useQuery(ask([...quantizationTypeSchema.options]))
  const wanted = useQuery(ask([...types]))
  const isKnown = modelId !== null
  return {
    all: isKnown ? (all.data ?? null) : null,
    wanted: isKnown && types.length > 0 ? (wanted.data ?? null) : null,
    error: all.error ?? wanted.error,
  }
}
