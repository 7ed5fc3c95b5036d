import type { LabAxis } from '#contract/lab/verdict.ts'
import { formatNumber } from '../../../../i18n/format.ts'
import { roundTicks } from '../../../../ui/chart/ticks.ts'
import { isMoreBetter } from '../axis-figure.ts'
import { axisUnit } from '../axis-unit.ts'

/** How an axis is drawn. Its values are in the unit of the axis, such as GiB. */
export type AxisLook = {
  domain: readonly [number, number]
  ticks: readonly number[]
  isLogarithmic: boolean
  /** Less is better: the better side is at the right and at the top all the same. */
  isReversed: boolean
  /** What is drawn from a figure's own unit. */
  toAxis: (value: number) => number
  label: (value: number) => string
}

/** Values that begin above this share of the greatest have an axis that does not begin at 0. */
const mostFromZero = 0.4

const isPositive = (value: number): boolean => value > 0

function wholeDomain(values: readonly number[], isLogarithmic: boolean): [number, number] {
  const known = isLogarithmic ? values.filter(isPositive) : values
  const [low, high] = [Math.min(...known), Math.max(...known)]
  if (known.length === 0) return [0.001, 1]
  if (isLogarithmic) return [low / 2, high * 1.7]
  const room = (high - low) * 0.14 || Math.abs(high) * 0.1 || 1
  return [low < high * mostFromZero ? 0 : Math.max(0, low - room), high + room]
}

/** The part of a domain around a place, `factor` times narrower, and never outside of it. */
function zoomed(
  [low, high]: readonly [number, number],
  isLogarithmic: boolean,
  zoom: { at: number; factor: number },
): [number, number] {
  const to = isLogarithmic ? Math.log : (value: number) => value
  const from = isLogarithmic ? Math.exp : (value: number) => value
  const width = (to(high) - to(low)) / zoom.factor
  const middle = isLogarithmic && zoom.at <= 0 ? to(low) : to(zoom.at)
  const start = Math.max(to(low), Math.min(to(high) - width, middle - width / 2))
  return [from(start), from(start + width)]
}

function logarithmicTicks([low, high]: readonly [number, number]): number[] {
  const within = (steps: readonly number[]) => {
    const powers = Array.from({ length: 12 }, (_, index) => 10 ** (index - 7))
    return powers
      .flatMap((power) => steps.map((step) => Number((step * power).toPrecision(6))))
      .filter((tick) => tick >= low && tick <= high)
  }
  return (
    [[1], [1, 3], [1, 2, 5]].map(within).find(({ length }) => length >= 4) ??
    (high > 6 * low ? within([1, 2, 5]) : roundTicks(low, high, 4))
  )
}

const decimalsOf = (value: number): number => Math.max(0, -Math.floor(Math.log10(value) + 1e-9))

/** How an axis of these figures is drawn, whole or around a figure. */
export function axisLook(
  axis: LabAxis,
  figures: readonly { low: number; value: number; high: number }[],
  zoom: { at: number; factor: number } | null,
): AxisLook {
  const { perUnit } = axisUnit(
    axis,
    figures.map(({ value }) => value),
  )
  const toAxis = (value: number) => value / perUnit
  const isLogarithmic = axis === 'kl-divergence'
  const whole = wholeDomain(
    figures.flatMap(({ low, high }) => [toAxis(low), toAxis(high)]),
    isLogarithmic,
  )
  const domain = zoom ? zoomed(whole, isLogarithmic, { at: toAxis(zoom.at), factor: zoom.factor }) : whole
  const ticks = isLogarithmic ? logarithmicTicks(domain) : roundTicks(...domain, 5)
  const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0))
  const decimals = Math.max(0, ...steps.map((step) => Math.min(8, decimalsOf(Math.abs(step)))))
  return {
    domain,
    ticks,
    isLogarithmic,
    isReversed: !isMoreBetter(axis),
    // A divergence of 0, the reference's own, stands at the edge: a logarithm has no place for it.
    toAxis: (value) => (isLogarithmic ? Math.max(domain[0], toAxis(value)) : toAxis(value)),
    label: (value) => {
      // Decades have as many decimals as each of them needs; ticks that lie close, as many as tell them apart.
      const isDecade = isLogarithmic && steps.every((step, index) => step >= (ticks[index] ?? 0))
      return formatNumber(value, isDecade ? decimalsOf(Number(value.toPrecision(1))) : decimals)
    },
  }
}
