import type { SetTimer } from '../../main/core/set-timer.ts'

type PendingTimer = { atMs: number; callback: () => void }

/** A monotonic clock, the time of day, and timers that pass only when a test says so. Timers fire in order, each at its own time. */
export class ManualClock {
  /** Of the monotonic clock. */
  nowMs = 1_000_000
  /** Milliseconds since the epoch less the monotonic clock: a machine that slept has more of them. */
  epochOffsetMs = 1_764_000_000_000
  readonly #pending = new Set<PendingTimer>()

  readonly monotonicNow = (): number => this.nowMs
  readonly now = (): number => this.nowMs + this.epochOffsetMs

  readonly setTimer: SetTimer = (callback, delayMs) => {
    const timer = { atMs: this.nowMs + delayMs, callback }
    this.#pending.add(timer)
    return () => this.#pending.delete(timer)
  }

  /** Lets time pass, with all timers that come due in it. What they resolve runs on after `settle`. */
  advance(ms: number): void {
    const untilMs = this.nowMs + ms
    for (let timer = this.#nextUntil(untilMs); timer !== null; timer = this.#nextUntil(untilMs)) {
      this.#pending.delete(timer)
      this.nowMs = Math.max(this.nowMs, timer.atMs)
      timer.callback()
    }
    this.nowMs = untilMs
  }

  /** How many timers wait. */
  get pendingCount(): number {
    return this.#pending.size
  }

  #nextUntil(untilMs: number): PendingTimer | null {
    let next: PendingTimer | null = null
    for (const timer of this.#pending) {
      if (timer.atMs <= untilMs && (next === null || timer.atMs < next.atMs)) next = timer
    }
    return next
  }
}

/** Lets promises that are resolved already run on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
