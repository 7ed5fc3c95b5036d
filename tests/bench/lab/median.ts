/** The middle of some values, and the 95 % interval of it that holds whatever their distribution is; null below six. */
export type Median = { value: number; low: number | null; high: number | null; count: number }

export function median(values: readonly number[]): Median {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const value = ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
  const outside = placesOutside(sorted.length)
  return {
    value,
    low: outside === null ? null : (sorted[outside] ?? null),
    high: outside === null ? null : (sorted[sorted.length - 1 - outside] ?? null),
    count: sorted.length,
  }
}

/** So many of the lowest and of the highest values lie outside: fewer tosses of a coin show heads once in forty times at the most. */
function placesOutside(count: number): number | null {
  let chance = 0.5 ** count
  let below = 0
  let sum = chance
  while (sum <= 0.025) {
    below += 1
    chance *= (count - below + 1) / below
    sum += chance
  }
  return below === 0 ? null : below - 1
}
