import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type LabForecast, type LabPlan, labPlanSchema } from '#contract/lab/plan.ts'
import { useProcedures } from '../../../data/client-context.tsx'

/** How long the set-up rests before it is asked what it comes to. */
const restMs = 200

/** What a plan comes to; the one before stays until the next is known. null where there is nothing to ask for. */
export function useForecast(plan: LabPlan): { forecast: LabForecast | null; isFresh: boolean; error: unknown } {
  const procedures = useProcedures()
  const [settled, setSettled] = useState(plan)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(plan), restMs)
    return () => clearTimeout(timer)
  }, [plan])
  const isWhole = labPlanSchema.safeParse(settled).success
  const { data, error, isPlaceholderData } = useQuery(
    procedures.lab.forecast.queryOptions({
      input: settled,
      enabled: isWhole,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  return { forecast: isWhole ? (data ?? null) : null, isFresh: settled === plan && !isPlaceholderData, error }
}
