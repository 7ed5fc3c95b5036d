import type { Provenance, Range } from '#contract/energy.ts'
import type { ChartLayer, ChartSpec, Curve, EndLabel, ReadoutRow } from '../../../ui/chart/chart-spec.ts'
import type { PowerBand, PowerStack, WholePower } from './power-stack.ts'

/** What the chart says, from the catalogue. */
export type PowerWords = {
  nameOf: (band: Pick<PowerBand, 'id' | 'scope' | 'name'>) => string
  whole: string
  estimate: string
  /** A power with its unit: a figure, or a range where it is an estimate. */
  power: (watts: Range, provenance: Provenance) => string
  /** The interval of a measured power; empty where it is no wider than the figure. */
  interval: (watts: Range) => string
  provenance: (provenance: Provenance) => string
  tick: (atMs: number, index: number) => string
  title: (atMs: number) => string
  watts: (value: number, isTop: boolean) => string
}

const fills: Record<PowerBand['scope'], string> = {
  'gpu-board': 'var(--s1)',
  'gpu-chip': 'var(--s1)',
  'cpu-and-gpu': 'var(--s2)',
  'cpu-package': 'var(--s2)',
  'cpu-cores': 'var(--s2)',
  platform: 'var(--s2)',
  memory: 'var(--s3)',
  remainder: 'var(--s4)',
  'whole-machine': 'var(--s4)',
}

const heightPx = 244

const rangeAt = ({ lowW, meanW, highW }: Pick<WholePower, 'lowW' | 'meanW' | 'highW'>, step: number): Range | null => {
  const central = meanW[step]
  return central == null ? null : { low: lowW[step] ?? central, central, high: highW[step] ?? central }
}

const lastKnown = (column: readonly (number | null)[]): number => column.findLastIndex((value) => value !== null)

const highest = (columns: readonly (readonly (number | null)[])[]): number =>
  columns.reduce((most, column) => column.reduce<number>((max, value) => Math.max(max, value ?? 0), most), 0)

/** The labels at the right: each band at its last place, the whole machine with its power. */
function endLabels({ bands, whole, estimate }: PowerStack, words: PowerWords): EndLabel[] {
  const labels: EndLabel[] = bands.flatMap((band) => {
    const last = lastKnown(band.meanW)
    const [bottom, top] = [band.bottomW[last], band.topW[last]]
    if (bottom == null || top == null) return []
    return [{ y: (bottom + top) / 2, text: words.nameOf(band), mark: 'swatch' as const, colour: fills[band.scope] }]
  })
  for (const [line, name] of [
    [whole, words.whole],
    [estimate, words.estimate],
  ] as const) {
    const power = line && rangeAt(line, lastKnown(line.meanW))
    if (!line || !power) continue
    const value = words.power(power, line.provenance)
    labels.push({
      y: power.central,
      // A range would not fit beside the name.
      ...(line.provenance === 'estimated' ? { text: name, detail: value } : { text: `${name}, ${value}` }),
      mark: 'line',
      colour: 'var(--ink)',
      isStrong: true,
    })
  }
  return labels
}

const readoutRow = (
  name: string,
  power: Range,
  provenance: Provenance,
  at: { colour: string | null; y: number | null },
  words: PowerWords,
): ReadoutRow => ({
  name,
  value: words.power(power, provenance),
  interval: provenance === 'estimated' ? '' : words.interval(power),
  provenance: words.provenance(provenance),
  ...at,
})

function rowsAt({ bands, whole, estimate }: PowerStack, step: number, words: PowerWords): ReadoutRow[] {
  const rows: ReadoutRow[] = []
  for (const [line, name] of [
    [whole, words.whole],
    [estimate, words.estimate],
  ] as const) {
    const power = line && rangeAt(line, step)
    if (line && power)
      rows.push(readoutRow(name, power, line.provenance, { colour: 'var(--ink)', y: power.central }, words))
  }
  // As they lie in the chart: the highest first.
  for (const band of bands.toReversed()) {
    const power = rangeAt(band, step)
    const at = { colour: fills[band.scope], y: band.topW[step] ?? null }
    if (power) rows.push(readoutRow(words.nameOf(band), power, band.provenance, at, words))
  }
  return rows
}

const layersOf = ({ atMs, stepMs, bands, whole, estimate }: PowerStack, isLive: boolean): ChartLayer[] => {
  const curve: Curve = { kind: 'step', stepWidth: stepMs }
  const layers: ChartLayer[] = []
  if (estimate) {
    const { lowW, highW, meanW } = estimate
    layers.push(
      { kind: 'band', x: atMs, low: lowW, high: highW, fill: 'var(--s4)', opacity: 0.7, curve, hasEdge: false },
      { kind: 'line', x: atMs, y: meanW, stroke: 'var(--ink2)', widthPx: 1.25, dash: '4 3', curve },
    )
  }
  for (const { scope, bottomW, topW } of bands) {
    layers.push({ kind: 'band', x: atMs, low: bottomW, high: topW, fill: fills[scope], curve, hasEdge: true })
  }
  layers.push({ kind: 'cuts' })
  if (whole) layers.push({ kind: 'line', x: atMs, y: whole.meanW, stroke: 'var(--ink)', widthPx: 1.25, curve })
  const top = whole ?? estimate
  const last = top ? lastKnown(top.meanW) : -1
  const [at, y] = [atMs[last], top?.meanW[last]]
  if (isLive && at !== undefined && y != null) {
    layers.push({
      kind: 'dots',
      dots: [{ x: at + stepMs, y }],
      fill: 'var(--gold)',
      stroke: 'var(--goldmark)',
      radiusPx: 4,
    })
  }
  return layers
}

type PowerSpecOptions = { fromMs: number; toMs: number; isLive: boolean; timeTicks: number; words: PowerWords }

/** Fig. 1: power over time, in the parts of the machine, with the whole on top where it is measured. */
export function powerSpec(stack: PowerStack, { fromMs, toMs, isLive, timeTicks, words }: PowerSpecOptions): ChartSpec {
  const { atMs, stepMs, bands, whole, estimate } = stack
  const most = highest([...bands.map(({ topW }) => topW), whole?.meanW ?? [], estimate?.highW ?? []])
  const stops = atMs.flatMap((at, step) =>
    [whole?.meanW, estimate?.meanW, ...bands.map(({ meanW }) => meanW)].some((column) => column?.[step] != null)
      ? [{ step, place: at + stepMs / 2 }]
      : [],
  )
  return {
    heightPx,
    x: { kind: 'time', domain: [fromMs, toMs], ticks: timeTicks, label: words.tick },
    // Ten watts at the least: the noise of a machine at rest is no mountain range.
    y: { domain: [0, Math.max(10, most * 1.04)], ticks: 4, label: words.watts },
    layers: layersOf(stack, isLive),
    endLabels: endLabels(stack, words),
    stops: stops.map(({ place }) => place),
    readout: (index) => {
      const step = stops[index]?.step ?? -1
      return { title: words.title(atMs[step] ?? 0), rows: rowsAt(stack, step, words) }
    },
  }
}
