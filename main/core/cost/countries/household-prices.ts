import type { CountryFigures } from '#contract/tariff.ts'

/** Households of 2,500 to 5,000 kWh a year, with taxes and levies, in euro as published also where the country pays in another currency. */
const eurostat = { publisher: 'Eurostat nrg_pc_204', period: 'H1 2025' }

const euroPerKwh: Readonly<Record<string, number>> = {
  BE: 0.3571,
  BG: 0.13,
  DE: 0.3835,
  DK: 0.3485,
  EU: 0.2872,
  HU: 0.104,
  IT: 0.3291,
  MT: 0.1244,
}

/** By country. Few, each of them read at its publisher: Eurostat's own text on that half-year, BLS APU000072610 and Ofgem's price cap. */
export const householdPrices: ReadonlyMap<string, NonNullable<CountryFigures['price']>> = new Map([
  ...Object.entries(euroPerKwh).map(
    ([country, pricePerKwh]) => [country, { pricePerKwh, currency: 'EUR', source: { country, ...eurostat } }] as const,
  ),
  [
    'GB',
    {
      pricePerKwh: 0.2635,
      currency: 'GBP',
      source: { country: 'GB', publisher: 'Ofgem price cap, direct debit', period: 'October to December 2025' },
    },
  ],
  [
    'US',
    {
      pricePerKwh: 0.19,
      currency: 'USD',
      source: { country: 'US', publisher: 'BLS APU000072610', period: 'June 2025' },
    },
  ],
])
