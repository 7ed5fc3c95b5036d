import { useQuery } from '@tanstack/react-query'
import type { CountryFigures } from '#contract/tariff.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { countryName } from '../../../i18n/names.ts'

/** What the dated tables have on each country, by its name; empty until they have arrived. */
export const useCountries = (): CountryFigures[] => {
  const procedures = useProcedures()
  const countries = useQuery({ ...procedures.cost.countries.queryOptions(), staleTime: Number.POSITIVE_INFINITY })
  return [...(countries.data ?? [])].sort((a, b) => countryName(a.country).localeCompare(countryName(b.country)))
}
