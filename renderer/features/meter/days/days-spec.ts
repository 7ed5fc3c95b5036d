import { joulesPerWattHour, type Provenance, type Range } from '#contract/energy.ts'
import type { ChartLayer, ChartNote, ChartSpec, ReadoutRow } from '../../../ui/chart/chart-spec.ts'
import { hatch } from '../../../ui/chart/chart-spec.ts'
import type { DayBar } from './day-bars.ts'

/** What the chart says, from the catalogue. */
export type DaysWords = {
  /** The names of the models with an ink of their own, the lowest first. */
  models: readonly string[]
  others: string
  loading: string
  idle: string
  all: string
  energy: (joules: Range, provenance: Provenance | null) => string
  interval: (joules: Range, provenance: Provenance | null) => string
  /** Empty where no price was set. */
  money: (money: DayBar['money'], provenance: Provenance | null) => string
  provenance: (provenance: Provenance | null) => string
  tick: (key: string, index: number) => string
  title: (key: string) => string
  wattHours: (value: number, most: number, isTop: boolean) => string
}

/** The inks of the models, those of all others, of loads and of idling. */
export const modelInks = ['var(--r1)', 'var(--r2)', 'var(--r3)', 'var(--r4)'] as const
export const othersInk = 'var(--r4)'
export const loadingInk = 'var(--s3)'

const heightPx = 236
/** An interval that is narrower than this share of the chart's height would be a smudge on the bar's edge. */
const leastShownInterval = 0.02

type Part = { joules: (bar: DayBar) => number; fill: string; name: string }

const partsOf = (words: DaysWords): Part[] => [
  ...words.models.map((name, index) => ({
    joules: ({ modelsJ }: DayBar) => modelsJ[index] ?? 0,
    fill: modelInks[index] ?? othersInk,
    name,
  })),
  { joules: ({ othersJ }) => othersJ, fill: othersInk, name: words.others },
  { joules: ({ loadingJ }) => loadingJ, fill: loadingInk, name: words.loading },
  { joules: ({ idleJ }) => idleJ, fill: hatch, name: words.idle },
]

/** The money over the highest bar and the last: over each, the figures would stand in one another's way. */
function moneyNotes(bars: readonly DayBar[], words: DaysWords): ChartNote[] {
  const paid = bars.filter(({ money }) => money.length > 0)
  const dearest = paid.toSorted((one, other) => other.energyJ.central - one.energyJ.central)[0]
  const last = paid.at(-1)
  const tooNear = dearest && last && Math.abs(bars.indexOf(dearest) - bars.indexOf(last)) < 4
  return [dearest, ...(tooNear ? [] : [last])].flatMap((bar) =>
    bar
      ? [
          {
            x: bar.key,
            y: bar.energyJ.high / joulesPerWattHour,
            text: words.money(bar.money, bar.provenance),
            look: 'figure' as const,
            // Over the last bar the figure would reach beyond the picture's edge.
            anchor: bar === bars.at(-1) ? ('end' as const) : ('middle' as const),
            dy: -7,
          },
        ]
      : [],
  )
}

function rowsOf(bar: DayBar, parts: readonly Part[], words: DaysWords): ReadoutRow[] {
  const { energyJ, provenance } = bar
  const money = words.money(bar.money, provenance)
  let top = 0
  const rows = parts.flatMap(({ joules, fill, name }): ReadoutRow[] => {
    const central = joules(bar)
    if (central <= 0) return []
    top += central
    // The parts share the whole's error: how the estimate errs does not change within a day.
    const share = energyJ.central > 0 ? central / energyJ.central : 0
    const range = { low: energyJ.low * share, central, high: energyJ.high * share }
    const value = words.energy(range, provenance)
    return [{ name, value, interval: '', provenance: '', colour: fill, y: top / joulesPerWattHour }]
  })
  const whole: ReadoutRow = {
    name: words.all,
    value: [words.energy(energyJ, provenance), money].filter(Boolean).join(' ≈ '),
    interval: words.interval(energyJ, provenance),
    provenance: words.provenance(provenance),
    colour: null,
    y: null,
  }
  return [whole, ...rows.toReversed()]
}

/** Fig. 2: energy by day, in models, loads and idling, with the money over some. */
export function daysSpec(bars: readonly DayBar[], words: DaysWords): ChartSpec {
  const parts = partsOf(words)
  const most = Math.max(1, ...bars.map(({ energyJ }) => energyJ.high / joulesPerWattHour))
  const bottoms = new Map(bars.map((bar) => [bar, 0]))
  const layers = parts.map(({ joules, fill }): ChartLayer => {
    const shown = bars.flatMap((bar) => {
      const high = joules(bar)
      if (high <= 0) return []
      const low = bottoms.get(bar) ?? 0
      bottoms.set(bar, low + high)
      return [{ x: bar.key, low: low / joulesPerWattHour, high: (low + high) / joulesPerWattHour }]
    })
    return { kind: 'bars', bars: shown, fill }
  })
  const intervals = bars
    .map(({ key, energyJ }) => ({
      x: key,
      low: energyJ.low / joulesPerWattHour,
      high: energyJ.high / joulesPerWattHour,
    }))
    .filter(({ low, high }) => high - low > most * leastShownInterval)
  const stops = bars.filter(({ energyJ }) => energyJ.central > 0)
  return {
    heightPx,
    x: { kind: 'bands', keys: bars.map(({ key }) => key), label: words.tick },
    y: { domain: [0, most * 1.08], ticks: 4, label: (value, isTop) => words.wattHours(value, most, isTop) },
    layers: [
      ...layers,
      { kind: 'cuts' },
      { kind: 'intervals', intervals },
      { kind: 'notes', notes: moneyNotes(bars, words) },
    ],
    endLabels: [],
    stops: stops.map(({ key }) => key),
    readout: (index) => {
      const bar = stops[index]
      return bar ? { title: words.title(bar.key), rows: rowsOf(bar, parts, words) } : { title: '', rows: [] }
    },
  }
}
