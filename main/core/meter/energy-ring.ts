import type { Range } from '#contract/energy.ts'

/** A quarter of an hour at ten readings a second, with room for a reader that is a little faster. */
const capacity = 10_000

/** Energy of a time, and for how many milliseconds of it there is any knowledge. */
export type CoveredEnergy = { energyJ: Range; coveredMs: number }

/**
 * Joules added up over the monotonic clock, for the newest readings. Between two readings of a stretch the energy is spread evenly; between
 * two stretches there is none, and that time is not covered. Its memory never grows.
 */
export class EnergyRing {
  readonly #atMs = new Float64Array(capacity)
  readonly #lowJ = new Float64Array(capacity)
  readonly #centralJ = new Float64Array(capacity)
  readonly #highJ = new Float64Array(capacity)
  readonly #coveredMs = new Float64Array(capacity)
  /** How many were ever written; the place of a reading is its number modulo the capacity. */
  #end = 0

  /** The number after the newest reading's. */
  get end(): number {
    return this.#end
  }

  /** The number of the oldest reading that is still there. */
  get start(): number {
    return Math.max(0, this.#end - capacity)
  }

  /** When the newest reading was; null before the first. */
  get lastAtMs(): number | null {
    return this.#end === 0 ? null : this.#at(this.#end - 1)
  }

  /** Begins a stretch: what lies before it is a gap. */
  begin(atMs: number): void {
    this.#write(atMs, 0, 0, 0, 0)
  }

  /** Adds a reading to the stretch, with the joules since the one before. */
  append(atMs: number, lowJ: number, centralJ: number, highJ: number): void {
    this.#write(atMs, lowJ, centralJ, highJ, atMs - (this.lastAtMs ?? atMs))
  }

  /** What is known of the time between two instants. */
  between(fromMs: number, toMs: number): CoveredEnergy {
    if (this.#end === 0 || toMs <= fromMs) return { energyJ: { low: 0, central: 0, high: 0 }, coveredMs: 0 }
    const from = this.#numberAt(fromMs)
    const to = this.#numberAt(toMs)
    const difference = (values: Float64Array) => this.#valueAt(values, to, toMs) - this.#valueAt(values, from, fromMs)
    const central = Math.max(0, difference(this.#centralJ))
    return {
      energyJ: {
        low: Math.min(central, Math.max(0, difference(this.#lowJ))),
        central,
        high: Math.max(central, difference(this.#highJ)),
      },
      coveredMs: difference(this.#coveredMs),
    }
  }

  /** Calls back with each time between two instants that no reading covers, in order. */
  eachGap(fromMs: number, toMs: number, onGap: (fromMs: number, toMs: number) => void): void {
    const lastAtMs = this.lastAtMs
    if (lastAtMs === null || lastAtMs <= fromMs) {
      onGap(fromMs, toMs)
      return
    }
    const firstAtMs = this.#at(this.start)
    if (firstAtMs > fromMs) onGap(fromMs, Math.min(toMs, firstAtMs))
    for (let number = Math.max(this.start, this.#numberAt(fromMs)) + 1; number < this.#end; number += 1) {
      const beginMs = this.#at(number - 1)
      if (beginMs >= toMs) return
      if (this.#isGap(number)) onGap(Math.max(fromMs, beginMs), Math.min(toMs, this.#at(number)))
    }
    if (lastAtMs < toMs) onGap(lastAtMs, toMs)
  }

  /** Calls back with each time between two neighbouring readings, from the reading of this number on. Gaps are left out. */
  eachSegment(
    number: number,
    onSegment: (fromMs: number, toMs: number, lowJ: number, centralJ: number, highJ: number) => void,
  ): void {
    for (let next = Math.max(number, this.start + 1); next < this.#end; next += 1) {
      if (this.#isGap(next)) continue
      const before = (next - 1) % capacity
      const place = next % capacity
      const step = (values: Float64Array) => (values[place] ?? 0) - (values[before] ?? 0)
      onSegment(this.#at(next - 1), this.#at(next), step(this.#lowJ), step(this.#centralJ), step(this.#highJ))
    }
  }

  /** Milliseconds between the two readings that an instant lies between; 0 where it lies in none. */
  spacingAt(atMs: number): number {
    const number = this.#numberAt(atMs)
    return number < this.start || number + 1 >= this.#end ? 0 : this.#at(number + 1) - this.#at(number)
  }

  #write(atMs: number, lowJ: number, centralJ: number, highJ: number, coveredMs: number): void {
    const place = this.#end % capacity
    const before = this.#end === 0 ? place : (this.#end - 1) % capacity
    this.#atMs[place] = atMs
    this.#lowJ[place] = (this.#lowJ[before] ?? 0) + lowJ
    this.#centralJ[place] = (this.#centralJ[before] ?? 0) + centralJ
    this.#highJ[place] = (this.#highJ[before] ?? 0) + highJ
    this.#coveredMs[place] = (this.#coveredMs[before] ?? 0) + coveredMs
    this.#end += 1
  }

  #at(number: number): number {
    return this.#atMs[number % capacity] ?? 0
  }

  #isGap(number: number): boolean {
    return this.#coveredMs[number % capacity] === this.#coveredMs[(number - 1) % capacity]
  }

  /** The number of the newest reading that is not after an instant; one less than the oldest where all are. */
  #numberAt(atMs: number): number {
    let low = this.start - 1
    let high = this.#end - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.#at(middle) <= atMs) low = middle
      else high = middle - 1
    }
    return low
  }

  /** A sum at an instant: before the oldest reading and after the newest it stands still. */
  #valueAt(values: Float64Array, number: number, atMs: number): number {
    const before = Math.max(number, this.start)
    const value = values[before % capacity] ?? 0
    if (number < this.start || number + 1 >= this.#end) return value
    const beginMs = this.#at(number)
    const share = (atMs - beginMs) / (this.#at(number + 1) - beginMs)
    return value + ((values[(number + 1) % capacity] ?? 0) - value) * share
  }
}
