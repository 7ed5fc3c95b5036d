import type { Settings } from '#contract/settings.ts'
import type { CarbonFactor } from '#contract/tariff.ts'
import type { LiveValue } from '../live-value.ts'

/** What a kilowatt-hour cost, and stood for, at a time. */
export type PriceInForce = {
  /** null where no tariff was set. */
  price: { pricePerKwh: number; currency: string } | null
  carbon: CarbonFactor | null
}

/** The tariff and the carbon factor over time: what is in force is what was set then, and stays so when the settings change. */
export class Pricing {
  constructor(_options: { settings: LiveValue<Settings>; now: () => number }) {}

  /** In force at a time of this run of the app, in milliseconds since the epoch. */
  at(_atMs: number): PriceInForce {
    return { price: null, carbon: null }
  }

  /** The times after `fromMs` and before `toMs` at which the price or the factor changes, in order. */
  changesBetween(_fromMs: number, _toMs: number): number[] {
    return []
  }
}
