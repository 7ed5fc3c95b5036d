import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { PowerHistory } from '#contract/meter.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { useStores } from '../../../stores/stores.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { liveSpanMs } from '../meter-range.ts'
import { joinLive, type LiveSample, withSample } from './live-trace.ts'

const stepMs = 1000
const nothing: PowerHistory = { stepMs, atMs: [], series: [] }

/** The power of the last minutes: what was stored before this page was opened, and each reading since. At most four times a second. */
export function useLivePower(): { history: PowerHistory; nowMs: number } {
  const procedures = useProcedures()
  const { meter } = useStores()
  const [openedAtMs] = useState(Date.now)
  const [samples, setSamples] = useState<readonly LiveSample[]>([])
  // Without a reading the chart goes on too: a gap is to be seen while it grows.
  const tickMs = useNow(true)
  useEffect(() => {
    const add = (state: ReturnType<typeof meter.getState>) => {
      const atMs = Date.now()
      if (state) setSamples((before) => withSample(before, { atMs, sources: state.sources }, atMs - liveSpanMs))
    }
    add(meter.getState())
    return meter.subscribe(add)
  }, [meter])
  const { data: stored = nothing } = useQuery(
    procedures.meter.power.queryOptions({
      input: { fromMs: openedAtMs - liveSpanMs, toMs: openedAtMs, points: liveSpanMs / stepMs },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  const nowMs = Math.max(tickMs, samples.at(-1)?.atMs ?? 0)
  const history = useMemo(
    () => joinLive(stored, samples, { fromMs: nowMs - liveSpanMs, toMs: nowMs, stepMs }),
    [stored, samples, nowMs],
  )
  return { history, nowMs }
}
