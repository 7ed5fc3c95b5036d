import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useProcedures } from '../../../data/client-context.tsx'
import { cloudCostOf, type Exchange, spentTimes } from './spent-curve.ts'
import type { CloudPoint } from './spent-spec.ts'

const dayMs = 86_400_000

/** What the cloud would have asked, from the first metering to each of some times; empty until all are known. */
export function useCloudPoints(sinceMs: number, toMs: number, exchange: Exchange): CloudPoint[] {
  const procedures = useProcedures()
  const times = useMemo(() => spentTimes(sinceMs, toMs), [sinceMs, toMs])
  const results = useQueries({
    queries: times.map((atMs) =>
      // What lies in the past does not change.
      procedures.cost.cloudComparison.queryOptions({ input: { fromMs: sinceMs, toMs: atMs }, staleTime: dayMs }),
    ),
  })
  const comparisons = results.flatMap(({ data }) => (data ? [data] : []))
  if (comparisons.length < times.length) return []
  return comparisons.flatMap((comparison, index) => {
    const cost = cloudCostOf(comparison, exchange)
    return cost ? [{ atMs: times[index] ?? toMs, cost }] : []
  })
}
