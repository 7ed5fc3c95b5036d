import type { LabVerdict } from '#contract/lab/verdict.ts'
import type { ChartSpec } from '../../../../ui/chart/chart-spec.ts'

export type DriftWords = {
  block: (block: number) => string
  title: (block: number) => string
  rate: string
  axis: string
  tick: (value: number) => string
  figure: (value: number) => string
}

const heightPx = 168
/** A drift of less than this is not blown up to the height of the picture. */
const leastShare = 0.04

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The baseline's rate block by block, with the line that its slope makes. */
export function driftSpec(
  { perBlock, slope, isFlagged }: NonNullable<LabVerdict['drift']>,
  words: DriftWords,
): ChartSpec {
  const middle = median(perBlock)
  const reach = Math.max(leastShare / 2, ...perBlock.map((rate) => Math.abs(rate / middle - 1))) * 1.15 * middle
  const last = perBlock.length
  const lineAt = (block: number) => middle * (1 + slope * (block - (last + 1) / 2))
  const blocks = perBlock.map((_, index) => index + 1)
  return {
    heightPx,
    x: { kind: 'linear', domain: [0.5, last + 0.5], ticks: blocks.slice(0, 20), label: words.block },
    y: { domain: [middle - reach, middle + reach], ticks: 3, label: words.tick, title: words.axis },
    layers: [
      {
        kind: 'line',
        x: [1, last],
        y: [lineAt(1), lineAt(last)],
        stroke: isFlagged ? 'var(--clay)' : 'var(--ink3)',
        widthPx: 1.5,
        dash: '4 3',
        curve: { kind: 'linear' },
      },
      {
        kind: 'dots',
        dots: perBlock.map((y, index) => ({ x: index + 1, y })),
        fill: 'var(--leaf)',
        stroke: 'var(--leaf)',
        radiusPx: 3,
      },
    ],
    endLabels: [],
    stops: blocks,
    readout: (index) => {
      const rate = perBlock[index]
      if (rate === undefined) return { title: '', rows: [] }
      return {
        title: words.title(index + 1),
        rows: [{ name: words.rate, value: words.figure(rate), interval: '', provenance: '', colour: null, y: rate }],
      }
    },
  }
}
