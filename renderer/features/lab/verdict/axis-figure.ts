import type { Provenance } from '#contract/energy.ts'
import type { LabRun } from '#contract/lab/run.ts'
import type { Interval, LabAxis, LabCell, LabVerdict } from '#contract/lab/verdict.ts'
import { formatDuration, formatFileSize, formatMemory, formatRate, unknownFigure } from '../../../i18n/format.ts'
import { formatJoulesPerToken } from '../../../i18n/format-energy.ts'
import { formatDivergence, formatPerplexity } from '../../../i18n/format-lab.ts'
import { formatMoney } from '../../../i18n/format-money.ts'

/** A figure of a standing. */
export type AxisFigure = { value: number; interval95: Interval | null }

/** What a figure of energy or money needs to be said rightly. */
export type FigureContext = {
  provenance: Provenance | null
  /** Of the costs; null where no tariff was set. */
  currency: string | null
}

export const figureContext = (
  { energyProvenance }: Pick<LabRun, 'energyProvenance'>,
  cells: readonly LabCell[],
): FigureContext => ({
  provenance: energyProvenance,
  currency: cells.find(({ costPerMillion }) => costPerMillion !== null)?.costPerMillion?.currency ?? null,
})

/** Whether more of it is better; of all others less is. */
export const isMoreBetter = (axis: LabAxis): boolean => axis === 'speed' || axis === 'prefill-speed'

/** Whether the one figure is better than the other, by the bare values. */
export const isBetter = (axis: LabAxis, one: number, other: number): boolean =>
  isMoreBetter(axis) ? one > other : one < other

const rangeOf = ({ value, interval95 }: AxisFigure) => ({
  low: interval95?.low ?? value,
  central: value,
  high: interval95?.high ?? value,
})

/** A difference below this is none, as the verdict has it. */
const smallestShare = 0.02

/** Whether the one is better beyond what both intervals leave open, and by 2 % or more. */
export function isSurelyBetter(axis: LabAxis, one: AxisFigure, other: AxisFigure): boolean {
  if (!isBetter(axis, one.value, other.value)) return false
  const [mine, theirs] = [rangeOf(one), rangeOf(other)]
  const isApart = isMoreBetter(axis) ? mine.low > theirs.high : mine.high < theirs.low
  return isApart && Math.abs(one.value - other.value) >= smallestShare * Math.abs(other.value)
}

export const figureOf = (verdict: LabVerdict, variant: number, axis: LabAxis): AxisFigure | null =>
  verdict.standings.find((standing) => standing.variant === variant)?.figures[axis] ?? null

/** A figure with its unit: 40.3 tok/s, 5.56 GiB, 2.58 J/token. Of an estimate the range that it lies in. */
export function formatAxis(axis: LabAxis, figure: AxisFigure, { provenance, currency }: FigureContext): string {
  switch (axis) {
    case 'speed':
    case 'prefill-speed':
      return `${formatRate(figure.value)} tok/s`
    case 'ttft':
      return formatDuration(figure.value)
    case 'kl-divergence':
      return formatDivergence(figure.value)
    case 'perplexity':
      return formatPerplexity(figure.value)
    case 'memory':
      return formatMemory(figure.value)
    case 'file-size':
      return formatFileSize(figure.value)
    case 'energy':
      return `${formatJoulesPerToken(rangeOf(figure), provenance)} J/token`
    case 'cost':
      return currency === null ? unknownFigure : formatMoney({ currency, amount: rangeOf(figure) }, provenance)
  }
}

/** Both ends of an interval, with the unit once: 39.9 to 40.7 tok/s. Empty where there is none. */
export function formatAxisInterval(axis: LabAxis, { interval95 }: AxisFigure, context: FigureContext): string {
  if (interval95 === null) return ''
  const end = (value: number) => formatAxis(axis, { value, interval95: null }, context)
  const [low, high] = [end(interval95.low), end(interval95.high)]
  const unit = / \S+$/.exec(high)?.[0] ?? ''
  return `${unit !== '' && low.endsWith(unit) ? low.slice(0, -unit.length) : low}–${high}`
}
