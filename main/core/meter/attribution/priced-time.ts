import type { Settings } from '#contract/settings.ts'
import type { PriceInForce, Pricing } from '../../cost/pricing.ts'
import type { LiveValue } from '../../live-value.ts'
import type { WallClock } from '../wall-clock.ts'

type PricedTimeOptions = {
  pricing: Pick<Pricing, 'at' | 'changesBetween'>
  settings: LiveValue<Settings>
  clock: WallClock
}

/** A part of a time in which one price holds; `atMs` is its begin, of the epoch. */
type PricedPart = { fromMs: number; toMs: number; atMs: number; price: PriceInForce }

const msPerHour = 3_600_000

/** Cuts time where prices change, and at each full hour. */
export class PricedTime {
  readonly #options: PricedTimeOptions
  /** The changes of a price between two times, worked out beforehand, with the tariff that they are of. */
  #known: {
    fromMs: number
    toMs: number
    changes: number[]
    tariff: Settings['tariff']
    carbon: Settings['carbon']
  } | null = null

  constructor(options: PricedTimeOptions) {
    this.#options = options
  }

  /** The parts of a time of the monotonic clock, in order. */
  parts(fromMs: number, toMs: number): PricedPart[] {
    const { clock, pricing } = this.#options
    const beginMs = clock.toEpochMs(fromMs)
    const endMs = clock.toEpochMs(toMs)
    const hours = Array.from(
      { length: Math.max(0, Math.ceil(endMs / msPerHour) - Math.floor(beginMs / msPerHour) - 1) },
      (_, index) => (Math.floor(beginMs / msPerHour) + 1 + index) * msPerHour,
    )
    const cuts = [...new Set([...this.#changes(beginMs, endMs), ...hours])].sort((a, b) => a - b)
    return [beginMs, ...cuts].map((atMs, index) => ({
      fromMs: index === 0 ? fromMs : fromMs + (atMs - beginMs),
      toMs: index === cuts.length ? toMs : fromMs + ((cuts[index] ?? endMs) - beginMs),
      atMs,
      price: pricing.at(atMs),
    }))
  }

  /** Time zones are slow to ask, and pieces come ten times a second: it is asked for an hour at once. */
  #changes(fromMs: number, toMs: number): number[] {
    const { tariff, carbon } = this.#options.settings.value
    const known = this.#known
    const holds =
      known !== null &&
      known.tariff === tariff &&
      known.carbon === carbon &&
      known.fromMs <= fromMs &&
      known.toMs >= toMs
    if (!holds) {
      const untilMs = Math.max(toMs, fromMs + msPerHour)
      const changes = this.#options.pricing.changesBetween(fromMs, untilMs)
      this.#known = { fromMs, toMs: untilMs, changes, tariff, carbon }
    }
    return (this.#known?.changes ?? []).filter((atMs) => atMs > fromMs && atMs < toMs)
  }
}
