import { averageIntensity } from '@tgwf/co2/data'
import { whereAlpha3 } from 'iso-3166-1'
import { z } from 'zod'
import type { CountryFigures } from '#contract/tariff.ts'

/** Of the package that the figures are from. It does not say which year each country's is of: the newest that Ember had. */
export const co2Package = { version: '0.19.0', publishedOn: 'August 2026' }

const source = {
  publisher: `Ember, by @tgwf/co2 ${co2Package.version}`,
  period: `newest year in ${co2Package.publishedOn}`,
}

/** Codes that the standard leaves to its users, and that everybody uses the same way: the European Union and Kosovo. */
const otherCodes: Readonly<Record<string, string>> = { EU: 'EU', XKX: 'XK' }

const intensitiesSchema = z.object({ data: z.record(z.string(), z.number().nonnegative()) })

/** Yearly average carbon intensities by ISO 3166-1 alpha-2. */
export function carbonIntensities(): Map<string, NonNullable<CountryFigures['carbon']>> {
  const { data } = intensitiesSchema.parse(averageIntensity)
  return new Map(
    Object.entries(data).flatMap(([code, gramsPerKwh]) => {
      const country = otherCodes[code] ?? whereAlpha3(code)?.alpha2
      return country === undefined ? [] : [[country, { gramsPerKwh, source: { country, ...source } }]]
    }),
  )
}
