import { distanceOf, type PowerScope, type Provenance } from '#contract/energy.ts'
import type { PowerHistory } from '#contract/meter.ts'

type Series = PowerHistory['series'][number]
type Column = (number | null)[]

/** A part of the machine in the stack. `remainder`: what the whole machine takes beside the parts that are measured. */
export type PowerBand = {
  id: string
  scope: PowerScope | 'remainder'
  /** The device as it calls itself; empty for the remainder. */
  name: string
  provenance: Provenance
  /** Watts of the part itself. */
  meanW: Column
  lowW: Column
  highW: Column
  /** Where it lies in the stack, in watts from the ground. */
  bottomW: Column
  topW: Column
}

/** A measurement or an estimate of the whole machine. */
export type WholePower = { provenance: Provenance; meanW: Column; lowW: Column; highW: Column }

/** Power over time in parts that do not overlap. Each column is as long as `atMs`; null is a gap. */
export type PowerStack = {
  stepMs: number
  atMs: number[]
  /** The lowest first. */
  bands: PowerBand[]
  /** null where nothing measures the whole machine. */
  whole: WholePower | null
  /** Only where nothing else is known; null where it never had to stand in. */
  estimate: WholePower | null
}

/** The parts in stacking order. A scope stands back where one that is named in it is read at the same time. */
const partScopes: readonly { scope: PowerScope; standsBackFor: readonly PowerScope[] }[] = [
  { scope: 'gpu-board', standsBackFor: [] },
  { scope: 'gpu-chip', standsBackFor: ['gpu-board', 'cpu-and-gpu'] },
  { scope: 'cpu-and-gpu', standsBackFor: [] },
  { scope: 'cpu-package', standsBackFor: ['cpu-and-gpu'] },
  { scope: 'cpu-cores', standsBackFor: ['cpu-package', 'cpu-and-gpu', 'platform'] },
  { scope: 'platform', standsBackFor: ['cpu-package', 'cpu-and-gpu'] },
  { scope: 'memory', standsBackFor: ['platform'] },
]

const byDirectness = (one: Series, other: Series): number => distanceOf(one.provenance) - distanceOf(other.provenance)

/** The device in a source's id, without the collector: `nvml:GPU-5f` and `nvidia-smi:GPU-5f` are one GPU. */
const deviceOf = (id: string): string => id.slice(id.indexOf(':') + 1)

/** True where two sources of one scope look at the same device. Two cards of one kind have the same name with the same collector. */
const isSameDevice = (one: Series, other: Series): boolean => {
  if (deviceOf(one.sourceId) === deviceOf(other.sourceId)) return true
  const isGpu = one.scope === 'gpu-board' || one.scope === 'gpu-chip'
  return one.name === other.name && (!isGpu || one.collector !== other.collector)
}

const has = (series: Series, step: number): boolean => series.meanW[step] != null

const empty = (length: number): Column => Array.from({ length }, () => null)

/** The sources of parts that are stacked at a step. No two of them measure the same. */
function partsAt(series: readonly Series[], step: number): Series[] {
  const read = series.filter((one) => one.scope !== 'whole-machine' && has(one, step))
  const scopes = new Set(read.map(({ scope }) => scope))
  return partScopes
    .filter(({ scope, standsBackFor }) => scopes.has(scope) && !standsBackFor.some((other) => scopes.has(other)))
    .flatMap(({ scope }) => {
      const chosen: Series[] = []
      for (const one of read.filter((each) => each.scope === scope).toSorted(byDirectness)) {
        if (!chosen.some((other) => isSameDevice(one, other))) chosen.push(one)
      }
      return chosen
    })
}

/** What measures the whole machine at a step: all plugs together, else the most direct other one; none where one plug of several is silent. */
function wholeAt(series: readonly Series[], step: number): Series[] {
  const wholes = series.filter(({ scope, provenance }) => scope === 'whole-machine' && provenance !== 'estimated')
  const plugs = wholes.filter(({ provenance }) => provenance === 'wall-metered')
  if (plugs.length > 0 && plugs.every((plug) => has(plug, step))) return plugs
  const others = wholes.filter((one) => one.provenance !== 'wall-metered' && has(one, step))
  return others.toSorted(byDirectness).slice(0, 1)
}

const sumAt = (series: readonly Series[], key: 'meanW' | 'lowW' | 'highW', step: number): number =>
  series.reduce((sum, one) => sum + (one[key][step] ?? one.meanW[step] ?? 0), 0)

const wholeOf = (length: number, provenance: Provenance): WholePower => ({
  provenance,
  meanW: empty(length),
  lowW: empty(length),
  highW: empty(length),
})

function fill(whole: WholePower, from: readonly Series[], step: number): void {
  whole.meanW[step] = sumAt(from, 'meanW', step)
  whole.lowW[step] = sumAt(from, 'lowW', step)
  whole.highW[step] = sumAt(from, 'highW', step)
}

/**
 * Lays power out as a stack. Sources that overlap are never put onto one another: a part counts once, by its most direct source; what the
 * whole machine takes beyond them is the remainder, and is known only where the whole was measured.
 */
export function stackPower({ stepMs, atMs, series }: PowerHistory): PowerStack {
  const length = atMs.length
  const bands = new Map<string, PowerBand>()
  let whole: WholePower | null = null
  let estimate: WholePower | null = null
  const bandOf = (id: string, part: Pick<PowerBand, 'scope' | 'name' | 'provenance'>): PowerBand => {
    const made = bands.get(id) ?? { id, ...part, ...columnsOf(length) }
    bands.set(id, made)
    return made
  }
  for (let step = 0; step < length; step += 1) {
    let height = 0
    const put = (band: PowerBand, [low, mean, high]: readonly [number, number, number]) => {
      band.meanW[step] = mean
      band.lowW[step] = low
      band.highW[step] = high
      band.bottomW[step] = height
      height += mean
      band.topW[step] = height
    }
    const parts = partsAt(series, step)
    for (const one of parts) {
      const mean = one.meanW[step] ?? 0
      put(bandOf(one.sourceId, one), [one.lowW[step] ?? mean, mean, one.highW[step] ?? mean])
    }
    const measured = wholeAt(series, step)
    if (measured[0]) {
      // The newest provenance is the one that is shown beside the line.
      whole = { ...(whole ?? wholeOf(length, measured[0].provenance)), provenance: measured[0].provenance }
      fill(whole, measured, step)
      // Meters differ by their errors: parts that come out above the whole leave nothing, not less.
      const rest = Math.max(0, (whole.meanW[step] ?? 0) - height)
      if (parts.length > 0) {
        put(bandOf('remainder', { scope: 'remainder', name: '', provenance: whole.provenance }), [rest, rest, rest])
      }
    } else if (parts.length === 0) {
      const guess = series.find((one) => one.provenance === 'estimated' && has(one, step))
      if (guess) {
        estimate ??= wholeOf(length, 'estimated')
        fill(estimate, [guess], step)
      }
    }
  }
  return { stepMs, atMs, bands: sorted([...bands.values()]), whole, estimate }
}

const columnsOf = (length: number) => ({
  meanW: empty(length),
  lowW: empty(length),
  highW: empty(length),
  bottomW: empty(length),
  topW: empty(length),
})

const orderOf = ({ scope }: PowerBand): number => {
  const index = partScopes.findIndex((part) => part.scope === scope)
  return index === -1 ? partScopes.length : index
}

const sorted = (bands: PowerBand[]): PowerBand[] =>
  bands.toSorted((one, other) => orderOf(one) - orderOf(other) || one.id.localeCompare(other.id))
