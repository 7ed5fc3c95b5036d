import type { FoundSource } from '../../ports/power-collector.ts'
import { MeteredSource } from '../metered-source.ts'
import type { Calibration } from './calibration-memory.ts'

/** The components may not cover so much of a piece, by rounding alone. */
const roundingMs = 0.01

/** The whole machine as a calibration works it out of its components, while all of them are live. */
export class CalibratedSource {
  readonly metered: MeteredSource
  readonly #calibration: Calibration
  /** Up to where its energy is known; null while its components are not all there. */
  #untilMs: number | null = null

  constructor(calibration: Calibration) {
    this.#calibration = calibration
    this.metered = new MeteredSource(foundAs(calibration.updatePeriodMs))
    this.metered.leave('silent')
  }

  /** Follows what the user turns off. */
  applyOffSources(offSources: readonly string[]): void {
    const isOff = offSources.includes(this.metered.found.id)
    if (isOff !== (this.metered.state === 'off')) this.metered.leave(isOff ? 'off' : 'silent')
  }

  /** Takes what its components were read of since the last time. */
  advance(sourceOf: (id: string) => MeteredSource | undefined, nowMs: number): void {
    const components = this.#calibration.componentIds.flatMap((id) => sourceOf(id) ?? [])
    const areLive = components.every((component) => component.isLiveAt(nowMs))
    if (this.metered.state === 'off' || !areLive || components.length < this.#calibration.componentIds.length) {
      this.#pause()
      return
    }
    const toMs = Math.min(...components.map(({ energy }) => energy.lastAtMs ?? nowMs))
    const fromMs = this.#untilMs ?? toMs
    this.#untilMs = toMs
    if (toMs > fromMs) this.#take(components, fromMs, toMs)
  }

  #take(components: readonly MeteredSource[], fromMs: number, toMs: number): void {
    let sumJ = 0
    for (const { energy } of components) {
      const { energyJ, coveredMs } = energy.between(fromMs, toMs)
      if (coveredMs < toMs - fromMs - roundingMs) return
      sumJ += energyJ.central
    }
    const { fixedW, factor, residualW } = this.#calibration
    const seconds = (toMs - fromMs) / 1000
    const central = Math.max(0, fixedW * seconds + factor * sumJ)
    const spreadJ = 2 * residualW * seconds
    this.metered.takeEnergy(fromMs, toMs, { low: Math.max(0, central - spreadJ), central, high: central + spreadJ })
  }

  #pause(): void {
    this.#untilMs = null
    if (this.metered.state === 'live') this.metered.leave('silent')
  }
}

function foundAs(updatePeriodMs: number): FoundSource {
  return {
    id: 'calibrated:machine',
    collector: 'calibrated',
    name: '',
    deviceKey: 'machine',
    scope: 'whole-machine',
    provenance: 'estimated',
    updatePeriodMs,
    kind: 'power',
    wrapJ: null,
    errorShare: null,
  }
}
