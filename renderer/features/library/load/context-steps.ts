import type { FitEstimate } from '#contract/models.ts'

/** Where the slider begins. */
export const shortestTokens = 512
/** Where the slider ends for a model whose header does not tell its own length. */
const assumedLongestTokens = 131_072

/** The context lengths that a slider offers: powers of two with their halves between, up to what the model was trained for. */
export const contextSteps = (trainedTokens: number | null): number[] => {
  const longest = Math.max(trainedTokens ?? assumedLongestTokens, shortestTokens)
  const steps: number[] = []
  for (let tokens = shortestTokens; tokens < longest; tokens *= 2) {
    steps.push(tokens)
    if (tokens * 1.5 < longest) steps.push(tokens * 1.5)
  }
  return [...steps, longest]
}

/** The place of a length among the steps, between two of them where it is none of them. */
export const stepPosition = (steps: readonly number[], tokens: number): number => {
  const after = steps.findIndex((step) => step >= tokens)
  if (after === -1) return steps.length - 1
  const high = steps[after] ?? tokens
  const low = steps[after - 1]
  if (low === undefined || high === tokens) return after
  return after - 1 + (tokens - low) / (high - low)
}

/** The steps that carry a tick and a figure: the powers of two, thinned so that they can be read, and both ends. */
export const tickSteps = (steps: readonly number[], atMost = 8): number[] => {
  const powers = steps.filter((step) => Number.isInteger(Math.log2(step)))
  const stride = Math.ceil(powers.length / atMost)
  const last = steps.at(-1)
  const ticks = powers.filter((_, index) => (powers.length - 1 - index) % stride === 0)
  if (last === undefined || ticks.at(-1) === last) return ticks
  // A last tick right beside the one before it could not be read.
  return [...ticks.filter((tick) => tick <= last / 1.4), last]
}

/** The longest context that the memory has room for by this estimate; null where it cannot be told. */
export const longestFittingTokens = (estimate: FitEstimate): number | null => {
  const { devices, requiredBytes, availableBytes, contextTokens } = estimate
  const kvCacheBytes = devices.reduce((sum, device) => sum + device.kvCacheBytes, 0)
  if (requiredBytes === null || availableBytes === null || kvCacheBytes === 0) return null
  const roomBytes = availableBytes - (requiredBytes - kvCacheBytes)
  return Math.max(0, Math.floor((roomBytes / kvCacheBytes) * contextTokens))
}
