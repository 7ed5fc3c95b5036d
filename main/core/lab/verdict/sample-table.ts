import type { LabSample } from '#contract/lab/run.ts'

/** The samples of a run by variant and test, each in the order of its blocks. */
export class SampleTable {
  readonly #samples = new Map<string, LabSample[]>()

  constructor(samples: readonly LabSample[]) {
    for (const sample of samples) {
      const key = keyOf(sample.variant, sample.test)
      const before = this.#samples.get(key)
      if (before === undefined) this.#samples.set(key, [sample])
      else before.push(sample)
    }
    for (const list of this.#samples.values())
      list.sort((one, other) => one.block - other.block || one.order - other.order)
  }

  /** Empty where there are none. */
  of(variant: number, test: number): readonly LabSample[] {
    return this.#samples.get(keyOf(variant, test)) ?? []
  }
}

function keyOf(variant: number, test: number): string {
  return `${variant}/${test}`
}

/** A figure of each block, by block: the mean of its samples that have one. */
export function byBlock(
  samples: readonly LabSample[],
  figure: (sample: LabSample) => number | null,
): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const sample of samples) {
    const value = figure(sample)
    if (value === null) continue
    const { sum, count } = sums.get(sample.block) ?? { sum: 0, count: 0 }
    sums.set(sample.block, { sum: sum + value, count: count + 1 })
  }
  return new Map([...sums].map(([block, { sum, count }]) => [block, sum / count]))
}
