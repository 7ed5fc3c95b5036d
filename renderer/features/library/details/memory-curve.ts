import type { FitEstimate } from '#contract/models.ts'

/** What a load would take at one context length. */
export type MemoryPoint = { contextTokens: number; requiredBytes: number }

const shortest = 2048
/** The shortest context that a load can be asked for. */
const leastTokens = 256
/** A header that does not tell how long its contexts may be is drawn up to here. */
const assumedLongest = 32_768

/** The context lengths that the curve is asked for: powers of two up to what the model was trained for, and that itself. */
export const curveContexts = (trainedTokens: number | null): number[] => {
  const longest = trainedTokens ?? assumedLongest
  const contexts: number[] = []
  const first = Math.max(leastTokens, Math.min(shortest, 2 ** Math.floor(Math.log2(longest / 4))))
  for (let tokens = first; tokens < longest; tokens *= 2) contexts.push(tokens)
  return [...contexts, longest].slice(-7)
}

/** The points of the estimates that could tell, the shortest context first, one for each length: a length may have been cut to another. */
export const curvePoints = (
  estimates: readonly Pick<FitEstimate, 'contextTokens' | 'requiredBytes'>[],
): MemoryPoint[] =>
  estimates
    .flatMap(({ contextTokens, requiredBytes }) => (requiredBytes === null ? [] : [{ contextTokens, requiredBytes }]))
    .toSorted((one, other) => one.contextTokens - other.contextTokens)
    .filter((point, index, points) => point.contextTokens !== points[index - 1]?.contextTokens)

/** Where the curve reaches a limit, read between its points; null where it stays on one side of it. */
export const crossingTokens = (points: readonly MemoryPoint[], limitBytes: number): number | null => {
  for (const [index, after] of points.entries()) {
    const before = points[index - 1]
    if (!before || before.requiredBytes > limitBytes || after.requiredBytes <= limitBytes) continue
    const share = (limitBytes - before.requiredBytes) / (after.requiredBytes - before.requiredBytes)
    return Math.round(before.contextTokens + share * (after.contextTokens - before.contextTokens))
  }
  return null
}

/** Rounds a range of amounts of memory outwards to ticks that can be read, in GiB: about four of them. */
export const memoryTicks = (lowBytes: number, highBytes: number): number[] => {
  const [low, high] = [lowBytes / 1024 ** 3, highBytes / 1024 ** 3]
  const rough = Math.max(high - low, high * 0.2, 0.01) / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= 0.75 * rough) ?? 10)
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(6)))
}
