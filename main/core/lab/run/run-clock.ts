import { monotonicNowMs } from '../../monotonic-clock.ts'
import { type SetTimer, setSystemTimer } from '../../set-timer.ts'

/** The clocks of a run. */
export type RunClock = {
  /** Milliseconds since the epoch. */
  now: () => number
  monotonicNow: () => number
  setTimer: SetTimer
}

/** Those of this machine, but for what is given. */
export function runClock(given: Partial<RunClock> & Pick<RunClock, 'now'>): RunClock {
  return { monotonicNow: monotonicNowMs, setTimer: setSystemTimer, ...given }
}

/** Resolves after a time, or as soon as the signal aborts. */
export function waitFor(ms: number, { setTimer }: Pick<RunClock, 'setTimer'>, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = setTimer(end, ms)
    signal.addEventListener('abort', end)
  })
}
