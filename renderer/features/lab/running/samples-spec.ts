import type { ChartLayer, ChartSpec, Cross, EndLabel } from '../../../ui/chart/chart-spec.ts'
import { roundTicks } from '../../../ui/chart/ticks.ts'
import { reachOf, type SampleRow } from './sample-rows.ts'
import { rowsHeightPx, wordsAxis } from './words-axis.ts'

export type SamplesWords = {
  labels: readonly string[]
  /** A rate with its interval, and how many samples it is of. */
  figure: (row: NonNullable<SampleRow['mean']>) => { text: string; detail: string }
  percent: (share: number) => string
  axis: string
  readoutTitle: (label: string) => string
  name: string
  interval: (row: NonNullable<SampleRow['mean']>) => string
  value: (row: NonNullable<SampleRow['mean']>) => string
}

const rowPx = 50
const leastRowPx = 34

/** Where the samples of a row lie, and where their interval: in rows, from its middle. */
const [jitter, samplesAt, intervalAt] = [0.15, -0.14, 0.22]

/** Apart from each other so that none hides another, and each where it was when the next arrives: by the golden ratio. */
const jitterOf = (order: number): number => (((order * 0.618034) % 1) - 0.5) * 2 * jitter

/** The samples of a test as they came, each variant's around its own mean, with the 95 % interval of the mean below them. */
export function samplesSpec(rows: readonly SampleRow[], words: SamplesWords): ChartSpec {
  const reach = reachOf(rows)
  const within = (share: number) => Math.max(-reach, Math.min(reach, share))
  const ticks = roundTicks(-reach, reach, 4)
  const bottom = rows.length - 0.4
  const dots = rows.flatMap(({ variant, deviations }) =>
    deviations.map(({ order, share }) => ({ order, x: within(share), y: variant + samplesAt + jitterOf(order) })),
  )
  const newest = dots.reduce<(typeof dots)[number] | null>(
    (last, dot) => (last === null || dot.order > last.order ? dot : last),
    null,
  )
  const known = rows.flatMap(({ variant, mean }) => (mean ? [{ variant, mean }] : []))
  const intervals = known.flatMap(({ variant, mean }): Cross[] => {
    const half = mean.halfWidth === null || mean.mean === 0 ? null : within(mean.halfWidth / mean.mean)
    return half === null ? [] : [{ x: 0, y: variant + intervalAt, acrossX: { low: -half, high: half }, alongY: null }]
  })
  const means = known.map(({ variant }): Cross => {
    const y = variant + intervalAt
    return { x: 0, y, acrossX: null, alongY: { low: y - 0.12, high: y + 0.12 } }
  })
  const rules = ticks.map(
    (x): ChartLayer => ({
      kind: 'rule',
      x,
      fromY: -0.5,
      toY: bottom,
      stroke: x === 0 ? 'var(--rule2)' : 'var(--rule)',
    }),
  )
  return {
    heightPx: rowsHeightPx(rows.length, rows.length > 8 ? leastRowPx : rowPx) + 18,
    ...wordsAxis(words.labels),
    x: { kind: 'linear', domain: [-reach * 1.05, reach * 1.05], ticks, label: words.percent, title: words.axis },
    layers: [
      ...rules,
      { kind: 'dots', dots, fill: 'var(--leaf)', stroke: 'var(--leaf)', radiusPx: 2 },
      { kind: 'crosses', crosses: intervals, stroke: 'var(--r3)', widthPx: 6 },
      { kind: 'crosses', crosses: means, stroke: 'var(--ink)', widthPx: 2 },
      { kind: 'dots', dots: newest ? [newest] : [], fill: 'var(--gold)', stroke: 'var(--goldmark)', radiusPx: 5 },
    ],
    endLabels: known.map(
      ({ variant, mean }): EndLabel => ({ y: variant, ...words.figure(mean), mark: 'none', colour: 'var(--ink)' }),
    ),
    stops: [0],
    readout: () => ({
      title: words.readoutTitle(words.name),
      rows: known.map(({ variant, mean }) => ({
        name: words.labels[variant] ?? '',
        value: words.value(mean),
        interval: words.interval(mean),
        provenance: '',
        colour: null,
        y: variant + intervalAt,
      })),
    }),
  }
}
