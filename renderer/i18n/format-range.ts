/**
 * A range for the reader, everywhere by the same rule: what was estimated is the range that it lies in, in two figures, and what was
 * measured is one figure in three. Never a bare central figure of an estimate, nor of what a meter was too slow for.
 */

import type { Provenance, Range } from '#contract/energy.ts'
import { formatNumber, unknownFigure } from './format.ts'

/** A figure in its two parts, for where the unit is set in another type. Money in whole units has its sign in the value, and no unit. */
export type Figure = { value: string; unit: string }

/** A unit that a figure can be given in: `perUnit` of the base unit make one. `prefix` stands before the value. */
export type Unit = { name: string; perUnit: number; prefix?: string; leastDecimals?: number }

/** The units of a quantity, the smallest first. */
export type Units = readonly [Unit, ...Unit[]]

/** What a range is known by; null where nothing was measured. */
export type Known = Provenance | null | undefined

/** Of a figure that was measured. */
export const measuredFigures = 3
const estimatedFigures = 2
/** A band that reaches farther than this share of the middle to each side is shown as the range that it is. */
const mostErrorShare = 0.25
/** Below this in its smallest unit a value is only said to be smaller. */
const smallest = 1e-9

const toFigures = (value: number, figures: number): number => (value === 0 ? 0 : Number(value.toPrecision(figures)))

const decimalsOf = (rounded: number, figures: number): number =>
  rounded === 0 ? 0 : Math.max(0, figures - 1 - Math.floor(Math.log10(Math.abs(rounded))))

/** The largest unit of which there is a whole one after rounding, or the smallest. */
const unitFor = (value: number, figures: number, units: Units): Unit =>
  units.findLast(({ perUnit }) => Math.abs(toFigures(value / perUnit, figures)) >= 1) ?? units[0]

const writtenIn = ({ leastDecimals = 0 }: Unit, value: number, figures: number, mostDecimals = 12): string => {
  if (value > 0 && value < smallest) return `< ${formatNumber(smallest, 9)}`
  const rounded = toFigures(value, figures)
  const decimals = Math.min(decimalsOf(rounded, figures), Math.max(mostDecimals, decimalsOf(rounded, 1)))
  // Whole units of money have cents up to a hundred of them, and none above.
  const least = Math.abs(rounded) < 100 ? leastDecimals : 0
  return formatNumber(rounded, Math.max(decimals, least))
}

const rangeText = (unit: Unit, { low, high }: Range): string => {
  const lowValue = low / unit.perUnit
  const highValue = high / unit.perUnit
  if (highValue > 0 && highValue < smallest) return writtenIn(unit, highValue, estimatedFigures)
  for (let figures = estimatedFigures; ; figures += 1) {
    const highText = writtenIn(unit, highValue, figures)
    const mostDecimals = decimalsOf(toFigures(highValue, figures), figures)
    const lowText = writtenIn(unit, lowValue, figures, mostDecimals)
    if (lowText !== highText) return `${lowText}–${highText}`
    // Ends that read the same in four figures are one: it still says that it is about so much.
    if (lowValue === highValue || figures === 4) return highValue === 0 ? highText : `≈ ${highText}`
  }
}

/** A range in the unit that reads best: what is known roughly with both its ends, what was measured by its central figure. */
export const formatRange = (
  range: Range | null | undefined,
  provenance: Known,
  units: Units,
  figuresOf: (value: number) => number = () => measuredFigures,
): Figure => {
  const isKnown = range && provenance && [range.low, range.central, range.high].every(Number.isFinite)
  if (!isKnown) return { value: unknownFigure, unit: units[0].prefix === undefined ? units[0].name : '' }
  const isRough = provenance === 'estimated' || range.high - range.low > 2 * mostErrorShare * range.central
  const decisive = isRough ? range.high : range.central
  const unit = unitFor(decisive, isRough ? estimatedFigures : measuredFigures, units)
  const value = decisive / unit.perUnit
  const text = isRough ? rangeText(unit, range) : writtenIn(unit, value, figuresOf(value))
  return { value: `${unit.prefix ?? ''}${text}`, unit: unit.name }
}

/** Both parts in one text: 1.16 kJ. A dash alone where it is not known. */
export const figureText = ({ value, unit }: Figure): string =>
  value === unknownFigure || unit === '' ? value : `${value} ${unit}`

/** How far the ends lie from the middle: ±2 %, and −42 % +58 % where they differ; null where there is none, or nothing. */
export const formatErrorBand = ({ low, central, high }: Range): string | null => {
  if (!(central > 0) || low === high) return null
  const percent = (share: number) =>
    formatNumber(toFigures(share * 100, estimatedFigures), share < 0.0995 ? 1 : 0).replace(/\.0$/, '')
  const below = percent((central - low) / central)
  const above = percent((high - central) / central)
  return below === above ? `±${below} %` : `−${below} % +${above} %`
}
