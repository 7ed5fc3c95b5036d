import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { skipN } from 'pure-rand/utils/skipN'

/** Random numbers that are the same for the same seed. */
export class SeededNoise {
  readonly #generator: ReturnType<typeof xoroshiro128plus>

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed)
    // Seeds that lie beside each other begin alike.
    skipN(this.#generator, 64)
  }

  /** From 0 to below 1. */
  uniform(): number {
    return uniformFloat64(this.#generator)
  }

  /** Of mean 0 and standard deviation 1, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  /** The numbers from 0 on in a random order (Fisher and Yates). */
  order(count: number): number[] {
    const order = Array.from({ length: count }, (_, place) => place)
    for (let last = count - 1; last > 0; last -= 1) {
      const other = Math.floor(this.uniform() * (last + 1))
      const moved = order[last] ?? 0
      order[last] = order[other] ?? 0
      order[other] = moved
    }
    return order
  }
}

/** What a rate does from repetition to repetition. Shares are of the rate. */
export type RateShape = {
  /** Standard deviation of the noise of each repetition. */
  noise?: number
  /** Change from one block to the next. */
  drift?: number
  /** How often a repetition is disturbed, 0 to 1. */
  outliers?: number
  /** How much slower a disturbed repetition is. */
  outlierSize?: number
}

/** A rate in one repetition: `rate × (1 + drift × block) × exp(noise)`, and slower by `outlierSize` where it is disturbed. */
export function seededRate(
  source: SeededNoise,
  rate: number,
  block: number,
  { noise = 0.01, drift = 0, outliers = 0, outlierSize = 0.3 }: RateShape = {},
): number {
  const disturbed = source.uniform() < outliers ? 1 - outlierSize : 1
  return rate * (1 + drift * block) * Math.exp(noise * source.normal()) * disturbed
}
