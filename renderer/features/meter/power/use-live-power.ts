import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { PowerHistory } from '#contract/meter.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { useStores } from '../../../stores/stores.tsx'
import { liveSpanMs } from '../meter-range.ts'
import { joinLive, type LiveSample, withSample } from './live-trace.ts'

const stepMs = 1000
const nothing: PowerHistory = { stepMs, atMs: [], series: [] }

type Seen = { samples: readonly LiveSample[]; nowMs: number }

/** The power of the last minutes, told anew each step: what was stored before this page was opened, and each reading since. */
export function useLivePower(): { history: PowerHistory; nowMs: number } {
  const procedures = useProcedures()
  const { meter } = useStores()
  const [openedAtMs] = useState(Date.now)
  const [{ samples, nowMs }, setSeen] = useState<Seen>({ samples: [], nowMs: openedAtMs })
  useEffect(() => {
    let seen: readonly LiveSample[] = []
    const add = (state: ReturnType<typeof meter.getState>) => {
      const atMs = Date.now()
      if (state) seen = withSample(seen, { atMs, sources: state.sources }, atMs - liveSpanMs)
    }
    const show = () => setSeen({ samples: seen, nowMs: Date.now() })
    add(meter.getState())
    show()
    const stop = meter.subscribe(add)
    // By the clock and not by the readings: they come more often than steps do, and without them a gap is to be seen while it grows.
    const timer = setInterval(show, stepMs)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [meter])
  const { data: stored = nothing } = useQuery(
    procedures.meter.power.queryOptions({
      input: { fromMs: openedAtMs - liveSpanMs, toMs: openedAtMs, points: liveSpanMs / stepMs },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  const history = useMemo(
    () => joinLive(stored, samples, { fromMs: nowMs - liveSpanMs, toMs: nowMs, stepMs }),
    [stored, samples, nowMs],
  )
  return { history, nowMs }
}
