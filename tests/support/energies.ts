import type { AnswerEnergy, Range } from '#contract/energy.ts'
import type { MeterState, PowerSource } from '#contract/meter.ts'

/** A range of so many per cent to both sides. */
export function aRange(central: number, percent = 0): Range {
  const spread = Math.abs(central) * (percent / 100)
  return { low: central - spread, central, high: central + spread }
}

/** A counter of the processor's package, live and charged, unless told otherwise. */
export function aPowerSource(parts: Partial<PowerSource> = {}): PowerSource {
  return {
    id: 'rapl:intel-rapl:0',
    collector: 'rapl',
    name: 'package-0',
    scope: 'cpu-package',
    provenance: 'device-counter',
    state: 'live',
    updatePeriodMs: 100,
    powerW: aRange(16),
    isCharged: true,
    coveredById: null,
    problem: null,
    retryAtMs: null,
    ...parts,
  }
}

/** An answer of 240 J by the package's counter, at 30 cents a kilowatt-hour. */
export const someEnergy: AnswerEnergy = {
  startedAtMs: 1_764_000_000_000,
  endedAtMs: 1_764_000_008_000,
  provenance: 'device-counter',
  sources: [
    {
      sourceId: 'rapl:intel-rapl:0',
      collector: 'rapl',
      name: 'package-0',
      scope: 'cpu-package',
      provenance: 'device-counter',
      energyJ: aRange(240, 2),
    },
  ],
  leavesOut: ['memory', 'board-and-supply'],
  prefill: { durationMs: 2000, tokens: 400, energyJ: aRange(40, 8), isTooShort: false },
  decode: { durationMs: 6000, tokens: 100, energyJ: aRange(200, 2), isTooShort: false },
  energyJ: aRange(240, 2),
  netEnergyJ: aRange(120, 5),
  idlePowerW: aRange(15, 2),
  gapMs: 0,
  parallelAnswers: 1,
  money: { currency: 'EUR', amount: aRange(240 * (0.3 / 3_600_000), 2), prices: [{ pricePerKwh: 0.3, share: 1 }] },
  carbon: { grams: aRange(240 * (342 / 3_600_000), 2), gramsPerKwh: 342, source: 'Ember, DE' },
  hardware: null,
}

/** The same answer by the estimate alone, without a tariff. */
export const someEstimate: AnswerEnergy = {
  ...someEnergy,
  provenance: 'estimated',
  sources: [
    {
      sourceId: 'estimate:machine',
      collector: 'estimate',
      name: '',
      scope: 'whole-machine',
      provenance: 'estimated',
      energyJ: { low: 140, central: 240, high: 380 },
    },
  ],
  leavesOut: [],
  prefill: { durationMs: 60, tokens: 40, energyJ: { low: 1.2, central: 2, high: 3.4 }, isTooShort: true },
  decode: { durationMs: 6000, tokens: 100, energyJ: { low: 138.8, central: 238, high: 376.6 }, isTooShort: false },
  energyJ: { low: 140, central: 240, high: 380 },
  netEnergyJ: null,
  idlePowerW: null,
  money: null,
  carbon: null,
}

/** A machine whose package and plug are read, at rest, unless told otherwise. */
export function aMeterState(parts: Partial<MeterState> = {}): MeterState {
  const nothing = { energyJ: aRange(0), money: [], unpricedJ: 0, carbonG: null, provenance: null }
  return {
    isRunning: true,
    sources: [aPowerSource()],
    charged: {
      powerW: aRange(16),
      provenance: 'device-counter',
      scopes: ['cpu-package'],
      leavesOut: ['memory', 'board-and-supply'],
    },
    live: null,
    lastAnswer: null,
    conversation: null,
    today: nothing,
    idlePowerW: null,
    ...parts,
  }
}
