import { useQueries } from '@tanstack/react-query'
import type { LoadOptions } from '#contract/engine.ts'
import type { FitEstimate, Model } from '#contract/models.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { curveContexts, curvePoints } from './memory-curve.ts'

/** Estimates of a model's memory over context lengths, with these options else. */
export const useMemoryCurve = (model: Model, options: LoadOptions) => {
  const procedures = useProcedures()
  return useQueries({
    queries: curveContexts(model.trainedContextTokens).map((contextTokens) =>
      procedures.models.estimateFit.queryOptions({
        input: { modelId: model.id, options: { ...options, contextTokens } },
        staleTime: 60_000,
      }),
    ),
    combine: (results) => {
      const estimates = results.flatMap(({ data }): FitEstimate[] => (data ? [data] : []))
      return {
        points: curvePoints(estimates),
        last: estimates.at(-1),
        isPending: results.some((result) => result.isPending),
      }
    },
  })
}
