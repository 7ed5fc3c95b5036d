import type { BreakEven, BreakEvenQuestion, CloudComparison, CloudPrice } from '#contract/cost.ts'
import type { EnergyTotals } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import type { CountryFigures } from '#contract/tariff.ts'
import type { LiveValue } from '../live-value.ts'

type CostServiceOptions = {
  settings: LiveValue<Settings>
  tokensBetween: (fromMs: number, toMs: number) => Pick<EnergyTotals, 'promptTokens' | 'decodeTokens'>
}

/** Tables of prices, and what the same tokens would have cost elsewhere. */
export class CostService {
  constructor(_options: CostServiceOptions) {}

  countries(): CountryFigures[] {
    return []
  }

  cloudPrices(): CloudPrice[] {
    return []
  }

  cloudComparison(_fromMs: number, _toMs: number): CloudComparison {
    return { promptTokens: 0, decodeTokens: 0, rows: [] }
  }

  breakEven(_question: BreakEvenQuestion): BreakEven {
    return { tokensPerMonth: 0, points: [], monthsAtHighPrice: null, monthsAtLowPrice: null }
  }
}
