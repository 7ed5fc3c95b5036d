import type { BreakEven } from '#contract/cost.ts'
import type { Range } from '#contract/energy.ts'
import type { ChartLayer, ChartNote, ChartSpec } from '../../../ui/chart/chart-spec.ts'
import type { CloudCost } from './spent-curve.ts'

/** What the chart says, from the catalogue. Amounts come with their currency. */
export type BreakEvenWords = {
  local: string
  cloudHigh: string
  cloudLow: string
  cloud: string
  estimated: string
  /** Over the place where the hardware is paid for, against the high price and the low. */
  evenAtHigh: string
  evenAtLow: string
  localMoney: (amount: Range) => string
  cloudMoney: (cost: CloudCost) => string
  tick: (month: number) => string
  title: (month: number) => string
  amount: (value: number, isTop: boolean) => string
}

const heightPx = 236
const linear = { kind: 'linear' } as const

/** The local cost at a month that lies between two points. */
const localAt = (points: BreakEven['points'], month: number): number => {
  const [before, after] = [points[Math.floor(month)], points[Math.ceil(month)]]
  if (!before || !after) return 0
  return before.local.central + (after.local.central - before.local.central) * (month - before.month)
}

/** Fig. 4: hardware that is bought, with its electricity, against the cloud's prices for the same tokens, month by month. */
export function breakEvenSpec(
  { points, monthsAtHighPrice, monthsAtLowPrice }: BreakEven,
  words: BreakEvenWords,
): ChartSpec {
  const months = points.length - 1
  const x = points.map(({ month }) => month)
  const most = Math.max(0.01, (points[0]?.local.high ?? 0) * 1.5, (points.at(-1)?.local.high ?? 0) * 1.25)
  const clipped = (value: number) => Math.min(most, value)
  const cloud = {
    low: points.map((point) => clipped(point.cloud.low)),
    high: points.map((point) => clipped(point.cloud.high)),
  }
  const last = points.at(-1)
  const even = [
    { month: monthsAtHighPrice, text: words.evenAtHigh },
    { month: monthsAtLowPrice, text: words.evenAtLow },
  ].flatMap(({ month, text }) =>
    month !== null && month <= months ? [{ month, text, y: localAt(points, month) }] : [],
  )
  const line = { kind: 'line', x, stroke: 'var(--ink3)', widthPx: 1, curve: linear } as const
  const layers: ChartLayer[] = [
    { kind: 'band', x, ...cloud, fill: 'var(--s4)', opacity: 0.75, curve: linear, hasEdge: false },
    { ...line, y: cloud.low },
    { ...line, y: cloud.high },
    {
      kind: 'band',
      x,
      low: points.map(({ local }) => local.low),
      high: points.map(({ local }) => local.high),
      fill: 'var(--leaf)',
      opacity: 0.22,
      curve: linear,
      hasEdge: false,
    },
    { ...line, y: points.map(({ local }) => local.central), stroke: 'var(--leaf)', widthPx: 2 },
    ...even.map(
      ({ month, y }): ChartLayer => ({ kind: 'rule', x: month, fromY: 0, toY: y, stroke: 'var(--ink2)', dash: '2 3' }),
    ),
    {
      kind: 'dots',
      dots: even.map(({ month, y }) => ({ x: month, y })),
      fill: 'var(--paper)',
      stroke: 'var(--ink)',
      radiusPx: 3.5,
    },
    {
      kind: 'notes',
      notes: even.map(({ month, text, y }): ChartNote => {
        const isLate = month > months * 0.6
        return { x: month, y, text, look: 'aside', anchor: isLate ? 'end' : 'start', dx: isLate ? -6 : 6, dy: 16 }
      }),
    },
  ]
  const label = { mark: 'none', colour: 'var(--ink2)' } as const
  return {
    heightPx,
    x: { kind: 'linear', domain: [0, months], ticks: 6, label: words.tick },
    y: { domain: [0, most], ticks: 4, label: words.amount },
    layers,
    endLabels: last
      ? [
          { ...label, y: clipped(last.cloud.high), text: words.cloudHigh },
          { ...label, y: clipped(last.cloud.low), text: words.cloudLow },
          { ...label, y: last.local.central, text: words.local, colour: 'var(--leaf)', isStrong: true },
        ]
      : [],
    stops: x,
    readout: (index) => {
      const point = points[index]
      if (!point) return { title: '', rows: [] }
      const row = { interval: '', provenance: words.estimated }
      return {
        title: words.title(point.month),
        rows: [
          {
            ...row,
            name: words.cloud,
            value: words.cloudMoney(point.cloud),
            colour: 'var(--s4)',
            y: clipped(point.cloud.high),
          },
          {
            ...row,
            name: words.local,
            value: words.localMoney(point.local),
            colour: 'var(--leaf)',
            y: point.local.central,
          },
        ],
      }
    },
  }
}
