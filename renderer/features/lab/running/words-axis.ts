import type { ChartSpec } from '../../../ui/chart/chart-spec.ts'
import { labelWidthPx } from '../../../ui/chart/end-labels.ts'

/** What Plot leaves above the first row and below the last. */
const marginsPx = 42
const mostLabelPx = 190

/** The height of a chart with so many rows. */
export const rowsHeightPx = (rows: number, rowPx: number): number => marginsPx + rows * rowPx

/** An upright axis of words: the first at the top, one in each row. Longer ones are cut. */
export function wordsAxis(labels: readonly string[]): Pick<ChartSpec, 'leftPx' | 'y'> {
  const widthPx = Math.min(mostLabelPx, Math.max(0, ...labels.map(labelWidthPx)) + 4)
  const mostLetters = Math.floor(widthPx / labelWidthPx('n'))
  const cut = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text)
  return {
    leftPx: widthPx + 24,
    y: {
      domain: [-0.6, labels.length - 0.4],
      isReversed: true,
      ticks: labels.map((_, index) => index),
      label: (index) => cut(labels[index] ?? ''),
    },
  }
}
