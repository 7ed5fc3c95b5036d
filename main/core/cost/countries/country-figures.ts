import type { CountryFigures } from '#contract/tariff.ts'
import { carbonIntensities } from './carbon-intensities.ts'
import { householdPrices } from './household-prices.ts'

/** Each country of which a price or a carbon intensity is known, by its code. */
export function countryFigures(): CountryFigures[] {
  const carbon = carbonIntensities()
  return [...new Set([...householdPrices.keys(), ...carbon.keys()])].sort().map((country) => ({
    country,
    price: householdPrices.get(country) ?? null,
    carbon: carbon.get(country) ?? null,
  }))
}
