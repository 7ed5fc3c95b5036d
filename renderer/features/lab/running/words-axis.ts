import type { ChartSpec } from '../../../ui/chart/chart-spec.ts'
import { labelWidthPx } from '../../../ui/chart/end-labels.ts'

/** What Plot leaves above the first row and below the last. */
const marginsPx = 42
/** Of longer labels the middle is left out: the figure beside them has to have room too, and what is swept stands at their ends. */
const [firstLetters, lastLetters] = [9, 16]

const cutMiddle = (text: string): string =>
  text.length > firstLetters + lastLetters + 1 ? `${text.slice(0, firstLetters)}…${text.slice(-lastLetters)}` : text

/** The height of a chart with so many rows. */
export const rowsHeightPx = (rows: number, rowPx: number): number => marginsPx + rows * rowPx

/** An upright axis of words: the first at the top, one in each row. */
export function wordsAxis(labels: readonly string[]): Pick<ChartSpec, 'leftPx' | 'y'> {
  const cut = labels.map(cutMiddle)
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
