import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CloudComparison } from '#contract/cost.ts'
import { useClient, useProcedures } from '../../../data/client-context.tsx'
import { useSettings } from '../../../stores/stores.tsx'
import { cloudCostOf, type Exchange, spentTimes } from './spent-curve.ts'
import type { CloudPoint } from './spent-spec.ts'

/** What the cloud would have asked, from the first metering to each of some times; null until it is known, empty where no price is shown. */
export function useCloudPoints(sinceMs: number, toMs: number, exchange: Exchange): CloudPoint[] | null {
  const client = useClient()
  const procedures = useProcedures()
  // What is compared with is the user's to choose: another choice is another question.
  const prices = useSettings(({ cloudPrices, shownCloudPrices }) => ({ cloudPrices, shownCloudPrices }))
  const { data } = useQuery({
    queryKey: [...procedures.cost.cloudComparison.key(), { sinceMs, toMs, prices }],
    placeholderData: keepPreviousData,
    queryFn: (): Promise<{ atMs: number; comparison: CloudComparison }[]> =>
      Promise.all(
        spentTimes(sinceMs, toMs).map(async (atMs) => ({
          atMs,
          comparison: await client.cost.cloudComparison({ fromMs: sinceMs, toMs: atMs }),
        })),
      ),
  })
  return useMemo(() => {
    if (!data) return null
    return data.flatMap(({ atMs, comparison }) => {
      const cost = cloudCostOf(comparison, exchange)
      return cost ? [{ atMs, cost }] : []
    })
  }, [data, exchange])
}
