import type { ChartSpec } from '../../../ui/chart/chart-spec.ts'
import { labelWidthPx } from '../../../ui/chart/end-labels.ts'

/** What Plot leaves above the first row and below the last. */
const marginsPx = 42
/** Longer labels are cut: the figure beside them has to have room too. */
const mostLetters = 26

/** The height of a chart with so many rows. */
export const rowsHeightPx = (rows: number, rowPx: number): number => marginsPx + rows * rowPx

/** An upright axis of words: the first at the top, one in each row. */
export function wordsAxis(labels: readonly string[]): Pick<ChartSpec, 'leftPx' | 'y'> {
  const cut = labels.map((text) => (text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text))
  return {
    leftPx: Math.max(0, ...cut.map(labelWidthPx)) + 28,
    y: {
      domain: [-0.6, labels.length - 0.4],
      isReversed: true,
      ticks: labels.map((_, index) => index),
      label: (index) => cut[index] ?? '',
    },
  }
}
