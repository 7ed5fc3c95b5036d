import type { Range } from '#contract/energy.ts'
import type { MeterSettings } from '#contract/settings.ts'

export type EstimateInput = {
  /** Of the whole processor, 0 to 1. */
  load: number
  /** The processor's power limit in watts, or this machine's part of it. */
  limitW: Range
  ramBytes: number
  /** The memory is a part of a larger machine's. */
  isVirtual: boolean
  supply: MeterSettings['supply']
}

type Points = readonly [number, number, number, number]

const loads: Points = [0, 0.1, 0.5, 1]
/**
 * What part of its limit a processor takes at those loads. The central curve is Teads' (turbostress on bare-metal servers, 2021). The
 * others are ours, and wide: a laptop idles at a twentieth and is held back by its memory at full load; processors of several dies idle
 * at a third, and wide vector instructions on half of the cores reach the limit.
 */
const curves: Record<keyof Range, Points> = {
  low: [0.05, 0.1, 0.4, 0.6],
  central: [0.12, 0.32, 0.75, 1.02],
  high: [0.3, 0.5, 1, 1.05],
}

/** Watts a GB: Boavizta's figure is the lower one, Cloud Carbon Footprint's the upper one. */
const memoryWattsPerGb = { low: 0.284, high: 0.392 }
/** CodeCarbon counts 5 W for each module. A machine of one's own has two, and another for each 32 GB. */
const wattsPerModule = 5

/**
 * What of the wall's power reaches the parts: 80 PLUS asks for the lower and the upper figure at 20 to 100 % load of the supply. A unit
 * whose rating is not known may have none, and a computer at rest is below 20 %. Laptop adapters: Level VI asks for 88 %.
 */
const efficiencies: Record<NonNullable<MeterSettings['supply']> | 'unknown', { least: number; most: number }> = {
  bronze: { least: 0.82, most: 0.85 },
  gold: { least: 0.87, most: 0.9 },
  platinum: { least: 0.89, most: 0.92 },
  titanium: { least: 0.9, most: 0.94 },
  battery: { least: 0.88, most: 0.94 },
  unknown: { least: 0.7, most: 0.94 },
}

/**
 * Watts at the wall for processor, memory and power supply. Board, drives, fans, screens and graphics cards are not in it: nobody whom we
 * could cite has a figure for them that holds for any machine. `low` ≤ `central` ≤ `high`, and none falls where the load grows.
 */
export function estimatePower({ load, limitW, ramBytes, isVirtual, supply }: EstimateInput): Range {
  const busy = Math.min(1, Math.max(0, load))
  const memory = memoryPower(ramBytes / 1e9, isVirtual || supply === 'battery')
  const { least, most } = efficiencies[supply ?? 'unknown']
  const parts = (bound: keyof Range) => interpolate(curves[bound], busy) * limitW[bound] + memory[bound]
  return {
    low: parts('low') / most,
    central: parts('central') / ((least + most) / 2),
    high: parts('high') / least,
  }
}

function memoryPower(gigabytes: number, isWithoutModules: boolean): Range {
  const low = memoryWattsPerGb.low * gigabytes
  const high = memoryWattsPerGb.high * gigabytes
  const modulesW = isWithoutModules ? 0 : wattsPerModule * Math.max(2, Math.ceil(gigabytes / 32))
  return { low, central: (low + high) / 2, high: Math.max(high, modulesW) }
}

function interpolate(points: Points, load: number): number {
  const next = Math.max(
    1,
    loads.findIndex((at) => at >= load),
  )
  const [fromLoad = 0, toLoad = 1] = loads.slice(next - 1, next + 1)
  const [from = 0, to = 0] = points.slice(next - 1, next + 1)
  return from + ((to - from) * (load - fromLoad)) / (toLoad - fromLoad)
}
