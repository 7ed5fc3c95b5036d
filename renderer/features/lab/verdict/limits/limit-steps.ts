import type { LabStanding } from '#contract/lab/verdict.ts'

/** What a limit can be set on. */
export type LimitKey = LabStanding['breaks'][number]

/** The limits that a slider can be at, from the left to the right; null: none. */
export type LimitSteps = readonly (number | null)[]

const mostSteps = 60
const mebibyte = 1024 ** 2

/** Round steps of 1, 2, 2.5 or 5 times a power of ten, about `count` from `low` to `high`. */
function roundStep(low: number, high: number, count: number): number {
  const rough = Math.max((high - low) / count, Number.MIN_VALUE)
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10)
}

/** Powers of two of a mebibyte, as memory is spoken of. */
const memoryStep = (low: number, high: number): number =>
  mebibyte * 2 ** Math.max(0, Math.ceil(Math.log2((high - low) / mostSteps / mebibyte)))

function evenly(low: number, high: number, step: number): number[] {
  const first = Math.max(1, Math.floor(low / step))
  const last = Math.ceil(high / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** 1, 1.2, 1.5, 2 … times powers of ten: steps that are even to the eye on a logarithmic axis. */
function logarithmically(low: number, high: number): number[] {
  const factors = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]
  const powers = Array.from({ length: 14 }, (_, index) => 10 ** (index - 9))
  return powers
    .flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(4))))
    .filter((value) => value >= low * 0.8 && value <= high * 1.25)
}

/**
 * The steps of a limit's slider: from a bit beyond the loosest figure to a bit beyond the strictest, with no limit at all at its loose end.
 * null where there is nothing to choose between.
 */
export function limitSteps(key: LimitKey, figures: readonly number[]): LimitSteps | null {
  const known = figures.filter((value) => Number.isFinite(value) && value > 0)
  if (known.length === 0) return null
  const [low, high] = [Math.min(...known), Math.max(...known)]
  if (key === 'kl-divergence') return [...logarithmically(low, high), null]
  if (key === 'memory') {
    const step = memoryStep(low * 0.9, high * 1.05)
    return [...evenly(low * 0.9, high * 1.05, step), null]
  }
  if (key === 'speed') return [null, ...evenly(0, high * 1.05, roundStep(0, high * 1.05, mostSteps))]
  return [...evenly(low * 0.9, high * 1.05, roundStep(low * 0.9, high * 1.05, mostSteps)), null]
}

/** Where a limit stands on its slider: at the step that is nearest. */
export function stepOf(steps: LimitSteps, limit: number | null): number {
  if (limit === null) return Math.max(0, steps.indexOf(null))
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  steps.forEach((step, index) => {
    const distance = step === null ? Number.POSITIVE_INFINITY : Math.abs(step - limit)
    if (distance < least) {
      nearest = index
      least = distance
    }
  })
  return nearest
}
