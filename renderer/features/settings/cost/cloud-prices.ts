import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CloudPrice } from '#contract/cost.ts'
import type { Settings } from '#contract/settings.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { formatNumber } from '../../../i18n/format.ts'

/** All prices as the core has them with these settings; undefined until they have arrived. */
export const useCloudPrices = ({
  cloudPrices,
  shownCloudPrices,
}: Pick<Settings, 'cloudPrices' | 'shownCloudPrices'>): CloudPrice[] | undefined => {
  const procedures = useProcedures()
  const queries = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after each change of what the prices depend on.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: procedures.cost.cloudPrices.key() })
  }, [cloudPrices, shownCloudPrices])
  return useQuery(procedures.cost.cloudPrices.queryOptions()).data
}

const priceText = (price: number): string => formatNumber(price, price > 0 && price < 0.1 ? 3 : 2)

/** A price of a million tokens, or the band that it lies in: 0.22–0.44. */
export const bandText = ({ low, high }: { low: number; high: number }): string =>
  low === high ? priceText(low) : `${priceText(low)}–${priceText(high)}`
