import type { Range } from '#contract/energy.ts'
import type { ChartLayer, ChartSpec, EndLabel, ReadoutRow } from '../../../ui/chart/chart-spec.ts'
import type { CloudCost, SpentPoint } from './spent-curve.ts'

export type CloudPoint = { atMs: number; cost: CloudCost }

/** What the chart says, from the catalogue. Amounts come with their currency. */
export type SpentWords = {
  local: string
  withHardware: string
  cloudHigh: string
  cloudLow: string
  cloud: string
  money: (amount: number) => string
  localMoney: (amount: Range) => string
  cloudMoney: (cost: CloudCost) => string
  estimated: string
  tick: (atMs: number, index: number) => string
  title: (atMs: number) => string
  amount: (value: number, isTop: boolean) => string
}

export type Spent = {
  sinceMs: number
  nowMs: number
  /** Electricity; empty where no price was set in this currency. */
  local: readonly SpentPoint[]
  /** The hardware's share until now, where it was asked for in this currency. */
  hardware: number
  cloud: readonly CloudPoint[]
}

const heightPx = 236
/** How far the chart looks ahead, as a share of what has passed. */
const ahead = 0.3
/** Over the cloud's highest, as a share of it. */
const headroom = 0.1

const linear = { kind: 'linear' } as const

/** The electricity at a time, on the line between the days. */
function localAt(points: readonly SpentPoint[], atMs: number): Range | null {
  const next = points.findIndex((point) => point.atMs >= atMs)
  if (points.length === 0) return null
  if (next === -1) return points.at(-1)?.spent ?? null
  const [before, after] = [points[Math.max(0, next - 1)], points[next]]
  if (!before || !after) return null
  const share = after.atMs > before.atMs ? (atMs - before.atMs) / (after.atMs - before.atMs) : 1
  const between = (key: keyof Range) => before.spent[key] + (after.spent[key] - before.spent[key]) * share
  return { low: between('low'), central: between('central'), high: between('high') }
}

/** Fig. 3: what was spent on electricity, against what the cloud would have asked for the same tokens; both go on at their mean rate. */
export function spentSpec({ sinceMs, nowMs, local, hardware, cloud }: Spent, words: SpentWords): ChartSpec {
  const endMs = nowMs + (nowMs - sinceMs) * ahead
  const lastLocal = local.at(-1)?.spent ?? null
  const lastCloud = cloud.at(-1)?.cost ?? null
  const withHardware = (central: number) => central + (lastLocal ? (hardware * central) / (lastLocal.central || 1) : 0)
  const cloudX = [sinceMs, ...cloud.map(({ atMs }) => atMs)]
  const layers: ChartLayer[] = []
  if (lastCloud) {
    const [low, high] = [cloud.map(({ cost }) => cost.low), cloud.map(({ cost }) => cost.high)]
    const band = { kind: 'band', fill: 'var(--s4)', curve: linear, hasEdge: false } as const
    const line = { kind: 'line', x: cloudX, stroke: 'var(--ink3)', widthPx: 1, curve: linear } as const
    layers.push(
      { ...band, x: cloudX, low: [0, ...low], high: [0, ...high], opacity: 0.75 },
      // No higher than the chart, which ends a little over the cloud's highest.
      {
        ...band,
        x: [nowMs, nowMs + (nowMs - sinceMs) * headroom, endMs],
        low: [lastCloud.low, lastCloud.low * (1 + headroom), lastCloud.low * (1 + ahead)],
        high: [lastCloud.high, lastCloud.high * (1 + headroom), lastCloud.high * (1 + headroom)],
        opacity: 0.32,
      },
      { ...line, y: [0, ...low] },
      { ...line, y: [0, ...high] },
    )
  }
  if (lastLocal) {
    const x = local.map(({ atMs }) => atMs)
    const value = (key: keyof Range) => local.map(({ spent }) => spent[key])
    const line = { kind: 'line', curve: linear } as const
    layers.push({
      kind: 'band',
      x,
      low: value('low'),
      high: value('high'),
      fill: 'var(--leaf)',
      opacity: 0.22,
      curve: linear,
      hasEdge: false,
    })
    const project = (now: number) => ({ x: [nowMs, endMs], y: [now, now * (1 + ahead)], widthPx: 1.5, dash: '3 3' })
    layers.push(
      { ...line, x, y: value('central'), stroke: 'var(--leaf)', widthPx: 2 },
      { ...line, ...project(lastLocal.central), stroke: 'var(--leaf)' },
    )
    if (hardware > 0) {
      layers.push(
        { ...line, x, y: value('central').map(withHardware), stroke: 'var(--ink)', widthPx: 1.5 },
        { ...line, ...project(withHardware(lastLocal.central)), stroke: 'var(--ink)' },
      )
    }
  }
  const most = Math.max(
    (lastCloud?.high ?? 0) * (1 + headroom),
    (lastLocal?.high ?? 0) * (1 + ahead),
    withHardware(lastLocal?.central ?? 0) * 1.1,
    0.01,
  )
  layers.push({ kind: 'rule', x: nowMs, fromY: 0, toY: most, stroke: 'var(--goldmark)' })
  if (lastLocal) {
    const dots = [{ x: nowMs, y: withHardware(lastLocal.central) }]
    layers.push({ kind: 'dots', dots, fill: 'var(--gold)', stroke: 'var(--goldmark)', radiusPx: 4 })
  }
  const stops = [
    ...new Set([...cloud.map(({ atMs }) => atMs), ...(cloud.length > 0 ? [] : local.map(({ atMs }) => atMs))]),
  ]
  return {
    heightPx,
    x: { kind: 'time', domain: [sinceMs, endMs], ticks: 5, label: words.tick },
    y: { domain: [0, most], ticks: 4, label: words.amount },
    layers,
    endLabels: endLabels({ lastLocal, lastCloud, hardware }, words, most),
    stops,
    readout: (index) => {
      const atMs = stops[index] ?? nowMs
      const rows: ReadoutRow[] = []
      const row = { interval: '', provenance: words.estimated }
      const cost = cloud.find((point) => point.atMs === atMs)?.cost
      if (cost)
        rows.push({ ...row, name: words.cloud, value: words.cloudMoney(cost), colour: 'var(--s4)', y: cost.high })
      const spent = localAt(local, atMs)
      if (spent) {
        rows.push({
          ...row,
          name: words.local,
          value: words.localMoney(spent),
          colour: 'var(--leaf)',
          y: spent.central,
        })
      }
      if (spent && hardware > 0) {
        const y = withHardware(spent.central)
        rows.push({ ...row, name: words.withHardware, value: words.money(y), colour: 'var(--ink)', y })
      }
      return { title: words.title(atMs), rows }
    },
  }
}

type Ends = { lastLocal: Range | null; lastCloud: CloudCost | null; hardware: number }

function endLabels({ lastLocal, lastCloud, hardware }: Ends, words: SpentWords, most: number): EndLabel[] {
  const label = { mark: 'none', colour: 'var(--ink2)' } as const
  const within = (value: number) => Math.min(most, value * (1 + ahead))
  const labels: EndLabel[] = []
  if (lastCloud) {
    labels.push(
      { ...label, y: within(lastCloud.high), text: words.cloudHigh, detail: words.money(lastCloud.high) },
      { ...label, y: within(lastCloud.low), text: words.cloudLow, detail: words.money(lastCloud.low) },
    )
  }
  if (lastLocal) {
    const detail = words.localMoney(lastLocal)
    labels.push({
      ...label,
      colour: 'var(--leaf)',
      y: within(lastLocal.central),
      text: words.local,
      detail,
      isStrong: true,
    })
    if (hardware > 0) {
      const total = lastLocal.central + hardware
      labels.push({
        ...label,
        colour: 'var(--ink)',
        y: within(total),
        text: words.withHardware,
        detail: words.money(total),
      })
    }
  }
  return labels
}
