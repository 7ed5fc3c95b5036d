import { addMoney, addRanges, leastDirect } from '#contract/energy.ts'
import type { LabProgress, LabSample } from '#contract/lab/run.ts'
import type { LiveValue } from '../../live-value.ts'
import type { RunClock } from './run-clock.ts'

/** At most four times a second. */
const leastMs = 250

/** Tells where a run stands, no oftener than a person can read. */
export class ProgressTeller {
  readonly #value: LiveValue<LabProgress | null>
  readonly #clock: RunClock
  #progress: LabProgress
  #toldMs = Number.NEGATIVE_INFINITY
  #cancelTimer: (() => void) | null = null

  constructor(value: LiveValue<LabProgress | null>, clock: RunClock, progress: LabProgress) {
    this.#value = value
    this.#clock = clock
    this.#progress = progress
    this.flush()
  }

  get progress(): LabProgress {
    return this.#progress
  }

  change(change: Partial<LabProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    const waitMs = this.#toldMs + leastMs - this.#clock.monotonicNow()
    if (waitMs <= 0) this.flush()
    else this.#cancelTimer ??= this.#clock.setTimer(() => this.flush(), waitMs)
  }

  /** Tells at once: a change of the state is not to be late. */
  flush(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#toldMs = this.#clock.monotonicNow()
    this.#value.set(this.#progress)
  }
}

/** What all repetitions so far have taken. */
export function energySoFar(
  samples: readonly Pick<LabSample, 'energy'>[],
): Pick<LabProgress, 'energyJ' | 'energyProvenance' | 'money'> {
  const measured = samples.flatMap(({ energy }) => (energy === null ? [] : [energy]))
  return {
    energyJ: measured.length === 0 ? null : measured.map(({ energyJ }) => energyJ).reduce(addRanges),
    energyProvenance: leastDirect(measured.map(({ provenance }) => provenance)),
    money: addMoney(
      measured.flatMap(({ money }) => money ?? []),
      [],
    ),
  }
}
