import { type Provenance, scaleRange } from '#contract/energy.ts'
import type { LabEnergy, LabSample, LabTest } from '#contract/lab/run.ts'
import { aRange } from './energies.ts'
import { type RateShape, SeededNoise, seededRate } from './seeded-rates.ts'

/** When the made-up runs began: 22 November 2026, 09:14 UTC. */
export const labRunStartMs = Date.UTC(2026, 10, 22, 9, 14)

export const pp512: LabTest = { kind: 'speed', promptTokens: 512, generatedTokens: 0, depthTokens: 0 }
export const tg128: LabTest = { kind: 'speed', promptTokens: 0, generatedTokens: 128, depthTokens: 0 }

/** What makes samples: the true rates, and what noise is laid over them. */
export type SampleSource = RateShape & {
  tests: readonly LabTest[]
  blocks: number
  seed?: number
  /** Tokens a second by variant and test. */
  rates: readonly (readonly number[])[]
  /** Gross watts by variant; absent: no energy was measured. */
  powerW?: readonly number[]
  provenance?: Provenance
  /** Half the width of the energy's error band, in per cent. */
  energyErrorPercent?: number
  /** Of a kilowatt-hour, in euros; absent: no tariff. */
  pricePerKwh?: number
  /** A window below this is too short for the meter. */
  shortestWindowMs?: number
  /** Milliseconds to the first token of a prompt, by variant. */
  ttftMs?: readonly number[]
}

/** Samples in randomised blocks with seeded noise: the same source gives the same samples. */
export function someSamples(source: SampleSource): LabSample[] {
  const noise = new SeededNoise(source.seed ?? 1)
  const samples: LabSample[] = []
  let atMs = labRunStartMs
  for (let block = 0; block < source.blocks; block += 1) {
    for (const variant of noise.order(source.rates.length)) {
      for (const [test, { generated, prompt, isPrompt }] of source.tests.map(tokensOf).entries()) {
        const tokensPerSecond = seededRate(noise, source.rates[variant]?.[test] ?? 10, block, source)
        const ttftMs = (source.ttftMs?.[variant] ?? 200) * Math.exp(0.02 * noise.normal())
        const durationMs = isPrompt
          ? ttftMs + (generated / tokensPerSecond) * 1000
          : ((prompt + generated) / tokensPerSecond) * 1000
        const energy = energyOf(source, variant, durationMs)
        samples.push({
          block,
          order: samples.length,
          variant,
          test,
          startedAtMs: Math.round(atMs),
          durationNs: Math.round(durationMs * 1e6),
          tokensPerSecond,
          promptTokens: prompt,
          generatedTokens: generated,
          felt: isPrompt ? feltOf(ttftMs, tokensPerSecond, energy) : null,
          energy,
          temperatureC: 52 + Math.min(block, 6) + noise.uniform(),
          otherLoad: 0.02 * noise.uniform(),
          flags: [],
        })
        atMs += durationMs + 150
      }
    }
  }
  return samples
}

function tokensOf(test: LabTest): { prompt: number; generated: number; isPrompt: boolean } {
  return test.kind === 'speed'
    ? { prompt: test.promptTokens, generated: test.generatedTokens, isPrompt: false }
    : { prompt: 400, generated: test.maxTokens, isPrompt: true }
}

function feltOf(ttftMs: number, tokensPerSecond: number, energy: LabEnergy | null): LabSample['felt'] {
  const interTokenMs = 1000 / tokensPerSecond
  return {
    ttftMs,
    interTokenP50Ms: interTokenMs * 0.98,
    interTokenP95Ms: interTokenMs * 1.12,
    interTokenP99Ms: interTokenMs * 1.4,
    decodeEnergyJ: energy === null ? null : scaleRange(energy.energyJ, 0.9),
  }
}

function energyOf(source: SampleSource, variant: number, durationMs: number): LabEnergy | null {
  const powerW = source.powerW?.[variant]
  if (powerW === undefined) return null
  const energyJ = aRange((powerW * durationMs) / 1000, source.energyErrorPercent ?? 3)
  const provenance = source.provenance ?? 'device-counter'
  return {
    energyJ,
    netEnergyJ: scaleRange(energyJ, 0.7),
    provenance,
    scopes: provenance === 'wall-metered' ? ['whole-machine'] : ['cpu-package'],
    leavesOut: provenance === 'wall-metered' ? [] : ['memory', 'board-and-supply'],
    isTooShort: durationMs < (source.shortestWindowMs ?? 1000),
    gapMs: 0,
    money:
      source.pricePerKwh === undefined
        ? null
        : { currency: 'EUR', amount: scaleRange(energyJ, source.pricePerKwh / 3_600_000) },
  }
}
