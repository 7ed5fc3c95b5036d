import type { BreakEven, BreakEvenQuestion, CloudComparison, CloudPrice } from '#contract/cost.ts'
import type { EnergyTotals } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import type { CountryFigures } from '#contract/tariff.ts'
import type { LiveValue } from '../live-value.ts'
import { breakEven } from './break-even.ts'
import { compareWithCloud } from './cloud/cloud-comparison.ts'
import { cloudPrices } from './cloud/cloud-prices.ts'
import { priceTable } from './cloud/price-table.ts'
import { countryFigures } from './countries/country-figures.ts'

type CostServiceOptions = {
  settings: LiveValue<Settings>
  tokensBetween: (fromMs: number, toMs: number) => Pick<EnergyTotals, 'promptTokens' | 'decodeTokens'>
  /** Milliseconds since the epoch. */
  now: () => number
}

const msPerDay = 24 * 60 * 60 * 1000

/** Tables of prices, and what the same tokens would have cost elsewhere. */
export class CostService {
  readonly #settings: LiveValue<Settings>
  readonly #tokensBetween: CostServiceOptions['tokensBetween']
  readonly #now: () => number
  /** Some prices change on a date that is known beforehand, so that the table holds for a day. */
  #table: { day: number; rows: ReturnType<typeof priceTable> } | null = null

  constructor({ settings, tokensBetween, now }: CostServiceOptions) {
    this.#settings = settings
    this.#tokensBetween = tokensBetween
    this.#now = now
  }

  countries(): CountryFigures[] {
    return countryFigures()
  }

  cloudPrices(): CloudPrice[] {
    return cloudPrices(this.#rows(), this.#settings.value)
  }

  /** Tokens of the prompt are those that were evaluated here: what was found in the KV cache is not counted, as a cloud that caches would. */
  cloudComparison(fromMs: number, toMs: number): CloudComparison {
    const { promptTokens, decodeTokens } = this.#tokensBetween(fromMs, toMs)
    return compareWithCloud(this.cloudPrices(), { promptTokens, decodeTokens })
  }

  breakEven(question: BreakEvenQuestion): BreakEven {
    return breakEven(question)
  }

  #rows(): ReturnType<typeof priceTable> {
    const day = Math.floor(this.#now() / msPerDay)
    if (this.#table?.day !== day) this.#table = { day, rows: priceTable(new Date(day * msPerDay)) }
    return this.#table.rows
  }
}
