import { nextCommonTimeMs } from '../../core/meter/common-times.ts'
import { monotonicNowMs } from '../../core/monotonic-clock.ts'
import type { CollectorSink, FoundSource, PowerReading } from '../../core/ports/power-collector.ts'
import { type SetTimer, setSystemTimer } from '../../core/set-timer.ts'

/** The clock and the timer, which a test drives by hand. */
export type PollClock = {
  monotonicNow?: () => number
  setTimer?: SetTimer
}

export type PollOptions = PollClock & {
  /** At least 100: nothing is read more often than ten times a second. */
  periodMs: number
  signal: AbortSignal
  /** A read threw, which ends the loop. It is told of nothing that comes after the signal. */
  onFailure: (error: unknown) => void
}

const shortestPeriodMs = 100

/**
 * Reads at once and then each period, until the signal aborts or a read throws. The times are common to all loops of the same period, so that
 * nothing drifts and the process wakes once for all; a read that takes longer than a period leaves out the times that it missed, and no two
 * run side by side. Returns at once and never throws.
 */
export function poll(read: () => void | Promise<void>, options: PollOptions): void {
  const { signal, onFailure, monotonicNow = monotonicNowMs, setTimer = setSystemTimer } = options
  if (signal.aborted) return
  const periodMs = Math.max(shortestPeriodMs, options.periodMs)
  let cancel = setTimer(() => void run(), 0)
  signal.addEventListener('abort', () => cancel(), { once: true })

  async function run(): Promise<void> {
    const beganMs = monotonicNow()
    try {
      // What is read at once is not put off by a promise.
      const reading = read()
      if (reading !== undefined) await reading
    } catch (error) {
      if (!signal.aborted) onFailure(error)
      return
    }
    if (signal.aborted) return
    const nowMs = monotonicNow()
    cancel = setTimer(() => void run(), nextCommonTimeMs(beganMs, nowMs, periodMs) - nowMs)
  }
}

/** Reads one source, at once. Throws a Fault when the source has ended. */
export type ReadSource = (source: FoundSource, atMs: number) => PowerReading

/** Polls several sources in one loop. One that fails is reported and left out; the others go on. */
export function pollSources(
  sources: readonly FoundSource[],
  readSource: ReadSource,
  { sink, periodMs, signal, ...clock }: PollClock & { sink: CollectorSink; periodMs: number; signal: AbortSignal },
): void {
  const { monotonicNow = monotonicNowMs } = clock
  let live = [...sources]
  const ended = new AbortController()
  const readAll = () => {
    live = live.filter((source) => {
      if (signal.aborted) return false
      try {
        sink.onReading(readSource(source, monotonicNow()))
        return true
      } catch (error) {
        sink.onFailure(source.id, error)
        return false
      }
    })
    if (live.length === 0) ended.abort()
  }
  const onFailure = (error: unknown) => {
    for (const { id } of live) sink.onFailure(id, error)
  }
  poll(readAll, { ...clock, periodMs, signal: AbortSignal.any([signal, ended.signal]), onFailure })
}
