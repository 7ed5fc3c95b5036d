import { mean } from 'simple-statistics'
import type { LabProgress } from '#contract/lab/run.ts'

type TimeLeftOptions = {
  /** What a visit of a variant is thought to take before one was made; null where nobody knows. */
  forecastMs: (variant: number) => number | null
  coolDownMs: number
}

/** What is still to be done. Blocks are counted after the present one. */
export type WorkLeft = {
  /** Of the present block, those that were not visited yet. */
  variants: readonly number[]
  /** All that are visited in each block that comes. */
  variantsABlock: readonly number[]
  blocks: { least: number; likely: number; most: number }
  /** Chunks of the quality text. */
  chunks: number
}

/** Forecasts are off by so much to each side, what was measured by the other. */
const spread = { forecast: 0.5, measured: 0.1 }

/** How long a run still takes, by what its parts have taken so far. */
export class TimeLeft {
  readonly #options: TimeLeftOptions
  readonly #visits = new Map<number, number[]>()
  #chunkMs: number | null = null

  constructor(options: TimeLeftOptions) {
    this.#options = options
  }

  noteVisit(variant: number, durationMs: number): void {
    this.#visits.set(variant, [...(this.#visits.get(variant) ?? []), durationMs])
  }

  noteChunk(durationMs: number): void {
    this.#chunkMs = this.#chunkMs === null ? durationMs : 0.8 * this.#chunkMs + 0.2 * durationMs
  }

  /** `workedMs`: what the visit in progress has taken so far. null while there is nothing to go by. */
  left({ variants, variantsABlock, blocks, chunks }: WorkLeft, workedMs: number): LabProgress['leftMs'] {
    const presentMs = this.#sum(variants)
    const blockMs = this.#sum(variantsABlock)
    if (presentMs === null || blockMs === null) return null
    const qualityMs = chunks * (this.#chunkMs ?? 0)
    const share = this.#visits.size === 0 ? spread.forecast : spread.measured
    const all = (count: number) =>
      Math.max(0, presentMs - workedMs) + count * (blockMs + this.#options.coolDownMs) + qualityMs
    return {
      low: all(blocks.least) * (1 - share),
      central: all(Math.max(blocks.least, blocks.likely)),
      high: all(blocks.most) * (1 + share),
    }
  }

  #sum(variants: readonly number[]): number | null {
    let sum = 0
    for (const variant of variants) {
      const visitMs = this.#visitMs(variant)
      if (visitMs === null) return null
      sum += visitMs
    }
    return sum
  }

  #visitMs(variant: number): number | null {
    const own = this.#visits.get(variant)
    if (own !== undefined) return mean(own)
    const forecastMs = this.#options.forecastMs(variant)
    if (forecastMs !== null) return forecastMs
    const others = [...this.#visits.values()].map((visits) => mean(visits))
    return others.length > 0 ? mean(others) : null
  }
}
