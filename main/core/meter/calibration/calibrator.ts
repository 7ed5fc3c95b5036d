import type { CalibrationProgress } from '#contract/meter.ts'
import { Fault } from '../../fault.ts'
import { monotonicNowMs } from '../../monotonic-clock.ts'
import { type SetTimer, setSystemTimer } from '../../set-timer.ts'
import type { PowerSources } from '../power-sources.ts'
import type { CalibrationMemory } from './calibration-memory.ts'
import { type CalibrationPair, fitCalibration } from './fit-calibration.ts'

export type CalibratorOptions = {
  sources: Pick<PowerSources, 'calibrationSides' | 'energyOf'>
  memory: CalibrationMemory
  /** Loads the machine until the signal aborts. One that resolves before is called again; what it rejects with ends the calibration. */
  runLoad: (signal: AbortSignal) => Promise<void>
  monotonicNow?: () => number
  setTimer?: SetTimer
  restMs?: number
  loadMs?: number
  /** After each change of load, left out: a plug follows some seconds later. */
  settleMs?: number
}

type Sides = ReturnType<PowerSources['calibrationSides']>
type Step = 'rest' | 'load' | 'rest-again'
type Span = { fromMs: number; toMs: number }

const pairMs = 1000
/** A pair of which less is covered is none. */
const leastCovered = 0.98

/** Puts the sum of the components against the plugs, once. */
export class Calibrator {
  readonly #options: Required<CalibratorOptions>
  #running: AbortController | null = null

  constructor(options: CalibratorOptions) {
    this.#options = {
      monotonicNow: monotonicNowMs,
      setTimer: setSystemTimer,
      restMs: 30_000,
      loadMs: 60_000,
      settleMs: 5000,
      ...options,
    }
  }

  /**
   * Rest, load, rest; then the result is in force. One that runs already is ended by it.
   * Faults: CALIBRATION_…, and what the load was refused with. The calibration before holds on where this one fails.
   */
  async *calibrate(signal: AbortSignal): AsyncGenerator<CalibrationProgress, void, void> {
    const { sources, memory, restMs, loadMs } = this.#options
    const sides = sources.calibrationSides()
    if (sides.plugs.length === 0) throw new Fault('CALIBRATION_NEEDS_PLUG')
    if (sides.components.length === 0) throw new Fault('CALIBRATION_NEEDS_COMPONENT')
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    const ended = AbortSignal.any([signal, running.signal])
    try {
      const before = yield* this.#step('rest', restMs, sides, ended)
      const during = yield* this.#load(loadMs, sides, ended)
      const after = yield* this.#step('rest-again', restMs, sides, ended)
      const rest = [...this.#pairs(sides, before), ...this.#pairs(sides, after)]
      const load = this.#pairs(sides, during)
      const line = fitCalibration(rest, load)
      const componentIds = sides.components.map(({ id }) => id)
      const updatePeriodMs = Math.max(...sides.components.map((component) => component.updatePeriodMs))
      memory.save({ ...line, componentIds, updatePeriodMs })
      yield { step: 'done', ...line, readings: rest.length + load.length }
    } finally {
      running.abort()
      if (this.#running === running) this.#running = null
    }
  }

  forget(): void {
    this.#options.memory.forget()
  }

  async *#load(durationMs: number, sides: Sides, signal: AbortSignal): AsyncGenerator<CalibrationProgress, Span, void> {
    const stop = new AbortController()
    const failed = new AbortController()
    const loading = this.#runLoad(AbortSignal.any([signal, stop.signal])).catch((error) => failed.abort(error))
    try {
      return yield* this.#step('load', durationMs, sides, AbortSignal.any([signal, failed.signal]))
    } catch (error) {
      throw failed.signal.aborted ? Fault.from(failed.signal.reason) : error
    } finally {
      stop.abort()
      await loading
    }
  }

  async #runLoad(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        await this.#options.runLoad(signal)
        // An answer that ends at its first token must not take the process.
        await this.#wait(100, signal)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  /** Waits, and gives the span of it that is to be compared. */
  async *#step(
    step: Step,
    durationMs: number,
    sides: Sides,
    signal: AbortSignal,
  ): AsyncGenerator<CalibrationProgress, Span, void> {
    const { monotonicNow, settleMs } = this.#options
    const beginMs = monotonicNow()
    for (let passedMs = 0; passedMs < durationMs; passedMs = monotonicNow() - beginMs) {
      yield { step, progress: passedMs / durationMs }
      await this.#wait(Math.min(pairMs, durationMs - passedMs), signal)
      if (signal.aborted || !isSame(sides, this.#options.sources.calibrationSides())) {
        throw new Fault('CALIBRATION_INTERRUPTED')
      }
    }
    // The last reading before the end is put against the first after it, which is of the next step already.
    const slowestMs = Math.max(...[...sides.plugs, ...sides.components].map(({ updatePeriodMs }) => updatePeriodMs))
    return { fromMs: beginMs + settleMs, toMs: monotonicNow() - slowestMs }
  }

  /** The seconds of a span in which both sides are known. Fault CALIBRATION_INTERRUPTED where that is less than half of them. */
  #pairs({ plugs, components }: Sides, { fromMs, toMs }: Span): CalibrationPair[] {
    const pairs: CalibrationPair[] = []
    const wanted = Math.floor((toMs - fromMs) / pairMs)
    for (let index = 0; index < wanted; index += 1) {
      const atMs = fromMs + index * pairMs
      const wallW = this.#powerOf(plugs, atMs)
      const componentsW = this.#powerOf(components, atMs)
      if (wallW !== null && componentsW !== null) pairs.push({ wallW, componentsW })
    }
    if (pairs.length === 0 || pairs.length < wanted / 2) throw new Fault('CALIBRATION_INTERRUPTED')
    return pairs
  }

  /** Mean power of sources together over the second from an instant on, in watts; null where one of them does not know all of it. */
  #powerOf(sources: readonly { id: string }[], atMs: number): number | null {
    let sumJ = 0
    for (const { id } of sources) {
      const energy = this.#options.sources.energyOf(id, atMs, atMs + pairMs)
      if (energy === null || energy.coveredMs < pairMs * leastCovered) return null
      sumJ += energy.energyJ.central
    }
    return sumJ / (pairMs / 1000)
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel()
        signal.removeEventListener('abort', end)
        resolve()
      }
      const cancel = this.#options.setTimer(end, ms)
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
    })
  }
}

function isSame(one: Sides, other: Sides): boolean {
  return idsOf(one) === idsOf(other)
}

function idsOf({ plugs, components }: Sides): string {
  return JSON.stringify([plugs, components].map((side) => side.map(({ id }) => id).sort()))
}
