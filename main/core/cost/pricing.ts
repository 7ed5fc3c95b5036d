import { isDeepStrictEqual } from 'node:util'
import type { Settings } from '#contract/settings.ts'
import type { CarbonFactor } from '#contract/tariff.ts'
import type { LiveValue } from '../live-value.ts'
import { priceAt } from './price-at.ts'
import { priceChanges } from './price-changes.ts'

/** What a kilowatt-hour cost, and stood for, at a time. */
export type PriceInForce = {
  /** null where no tariff was set. */
  price: { pricePerKwh: number; currency: string } | null
  carbon: CarbonFactor | null
}

/** The settings that make a price, and since when they hold. */
type Edition = Pick<Settings, 'tariff' | 'carbon'> & { sinceMs: number }

/** The tariff and the carbon factor over time: what is in force is what was set then, and stays so when the settings change. */
export class Pricing {
  /** Of this run, the oldest first. The first holds for all the time before it too. */
  #editions: Edition[]

  constructor({ settings, now }: { settings: LiveValue<Settings>; now: () => number }) {
    this.#editions = [editionOf(settings.value, Number.NEGATIVE_INFINITY)]
    settings.subscribe((changed) => this.#note(editionOf(changed, now())))
  }

  /** In force at a time of this run of the app, in milliseconds since the epoch. */
  at(atMs: number): PriceInForce {
    const edition = this.#editions.findLast(({ sinceMs }) => sinceMs <= atMs)
    const tariff = edition?.tariff ?? null
    const price = tariff && { pricePerKwh: priceAt(tariff, atMs), currency: tariff.currency }
    return { price, carbon: edition?.carbon ?? null }
  }

  /** The times after `fromMs` and before `toMs` at which the price or the factor changes, in order. */
  changesBetween(fromMs: number, toMs: number): number[] {
    return this.#editions.flatMap(({ sinceMs, tariff }, index) => {
      const start = Math.max(fromMs, sinceMs)
      const end = Math.min(toMs, this.#editions[index + 1]?.sinceMs ?? Number.POSITIVE_INFINITY)
      const edits = sinceMs > fromMs && sinceMs < toMs ? [sinceMs] : []
      return start < end && tariff !== null ? [...edits, ...priceChanges(tariff, start, end)] : edits
    })
  }

  #note(edition: Edition): void {
    const last = this.#editions.at(-1)
    if (isDeepStrictEqual([last?.tariff, last?.carbon], [edition.tariff, edition.carbon])) return
    // Where the system's clock was put back since, what was set in the time that comes again gives way: the newest is in force now.
    this.#editions = [...this.#editions.filter(({ sinceMs }) => sinceMs < edition.sinceMs), edition]
  }
}

function editionOf({ tariff, carbon }: Settings, sinceMs: number): Edition {
  return { tariff, carbon, sinceMs }
}
