import { useQuery } from '@tanstack/react-query'
import type { CountryFigures } from '#contract/tariff.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { countryName } from '../../../i18n/names.ts'

const none: CountryFigures[] = []

const byName = (countries: CountryFigures[]): CountryFigures[] =>
  countries.toSorted((one, other) => countryName(one.country).localeCompare(countryName(other.country)))

/** What the dated tables have on each country, by its name; empty until they have arrived. */
export const useCountries = (): CountryFigures[] => {
  const procedures = useProcedures()
  const options = procedures.cost.countries.queryOptions({ staleTime: Number.POSITIVE_INFINITY, select: byName })
  return useQuery(options).data ?? none
}
