import type { LabTrend } from '#contract/lab/verdict.ts'
import type { ChartLayer, ChartNote, ChartSpec } from '../../../ui/chart/chart-spec.ts'

export type TrendWords = {
  axis: string
  day: (atMs: number) => string
  title: (atMs: number) => string
  tick: (value: number) => string
  rate: (value: number) => string
  interval: (interval: { low: number; high: number } | null) => string
  change: (share: number) => string
}

const heightPx = 260
const dayMs = 86_400_000
/** A change of less than this is not blown up to the height of the picture. */
const leastReach = 0.06

/** A rate from run to run, each with its interval. Where it changed clearly the mark is a ring of clay, and the change stands at it. */
export function trendSpec({ points, changes }: LabTrend, words: TrendWords): ChartSpec {
  const times = points.map(({ atMs }) => atMs)
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  const margin = Math.max((last - first) * 0.04, dayMs / 24)
  const lowest = Math.min(...points.map(({ mean, interval95 }) => interval95?.low ?? mean))
  const highest = Math.max(...points.map(({ mean, interval95 }) => interval95?.high ?? mean))
  const middle = (lowest + highest) / 2
  const reach = Math.max((highest - lowest) / 2, middle * (leastReach / 2)) * 1.25
  const shareOf = (runId: string) => changes.find((change) => change.runId === runId)?.share
  const changed = points.filter(({ runId }) => shareOf(runId) !== undefined)
  const notes = changed.map(({ runId, atMs, mean, interval95 }): ChartNote => {
    const share = shareOf(runId) ?? 0
    const y = share < 0 ? (interval95?.low ?? mean) : (interval95?.high ?? mean)
    return { x: atMs, y, text: words.change(share), look: 'figure', anchor: 'middle', dy: share < 0 ? 14 : -10 }
  })
  const layers: ChartLayer[] = [
    {
      kind: 'line',
      x: times,
      y: points.map(({ mean }) => mean),
      stroke: 'var(--ink3)',
      widthPx: 1,
      curve: { kind: 'linear' },
    },
    {
      kind: 'crosses',
      crosses: points.flatMap(({ atMs, mean, interval95 }) =>
        interval95 ? [{ x: atMs, y: mean, acrossX: null, alongY: interval95 }] : [],
      ),
      stroke: 'var(--leaf)',
      widthPx: 1.5,
    },
    {
      kind: 'dots',
      dots: points.map(({ atMs, mean }) => ({ x: atMs, y: mean })),
      fill: 'var(--leaf)',
      stroke: 'var(--leaf)',
      radiusPx: 3,
    },
    {
      kind: 'dots',
      dots: changed.map(({ atMs, mean }) => ({ x: atMs, y: mean })),
      fill: 'var(--paper)',
      stroke: 'var(--clay)',
      radiusPx: 5,
    },
    { kind: 'notes', notes },
  ]
  return {
    heightPx,
    x: { kind: 'time', domain: [first - margin, last + margin], ticks: 6, label: words.day },
    y: { domain: [Math.max(0, middle - reach), middle + reach], ticks: 4, label: words.tick, title: words.axis },
    layers,
    endLabels: [],
    stops: times,
    readout: (index) => {
      const point = points[index]
      if (point === undefined) return { title: '', rows: [] }
      const share = shareOf(point.runId)
      const interval = words.interval(point.interval95)
      return {
        title: words.title(point.atMs),
        rows: [
          {
            name: point.engineBuild,
            value: words.rate(point.mean),
            interval: share === undefined ? interval : [interval, words.change(share)].filter(Boolean).join(', '),
            provenance: '',
            colour: 'var(--leaf)',
            y: point.mean,
          },
        ],
      }
    },
  }
}
