import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { countryFiguresSchema } from '#contract/tariff.ts'
import { co2Package } from '../../../../../main/core/cost/countries/carbon-intensities.ts'
import { countryFigures } from '../../../../../main/core/cost/countries/country-figures.ts'

const figuresOf = (country: string) => countryFigures().find((one) => one.country === country)

test('a country with both has its price and its carbon, each with its publisher and its time', () => {
  expect(figuresOf('DE')).toEqual({
    country: 'DE',
    price: {
      pricePerKwh: 0.3835,
      currency: 'EUR',
      source: { country: 'DE', publisher: 'Eurostat nrg_pc_204', period: 'H1 2025' },
    },
    carbon: { gramsPerKwh: expect.closeTo(342, 0), source: expect.objectContaining({ country: 'DE' }) },
  })
  expect(figuresOf('EU')?.price?.pricePerKwh).toBe(0.2872)
  expect(figuresOf('US')?.price).toMatchObject({ pricePerKwh: 0.19, currency: 'USD' })
})

test('a country without a price gives its carbon alone, and one that is in neither table is not there', () => {
  expect(figuresOf('FR')).toMatchObject({ price: null, carbon: { gramsPerKwh: expect.closeTo(44, 0) } })
  expect(figuresOf('XK')).toMatchObject({ price: null, carbon: {} })
  expect(figuresOf('AQ')).toBeUndefined()
})

test('each row is one of the contract’s, once, and regions that are no countries are left out', () => {
  const figures = countryFigures()
  expect(countryFiguresSchema.array().parse(figures)).toEqual(figures)
  expect(new Set(figures.map(({ country }) => country)).size).toBe(figures.length)
  expect(figures.length).toBeGreaterThan(190)
})

test('the version that is named is the one that is installed', async () => {
  const text = await readFile('node_modules/@tgwf/co2/package.json', 'utf8')
  expect(JSON.parse(text)).toMatchObject({ version: co2Package.version })
})
