import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { EnergyTotals } from '#contract/meter.ts'
import { useClient, useProcedures } from '../../data/client-context.tsx'
import { useMeterState } from '../../stores/stores.tsx'
import { daysSpanOf, filledRange, isSameSpan, type MeterRange, type Span, spanOf } from './meter-range.ts'

const minuteMs = 60_000

/** The time, told anew each minute. */
function useMinute(): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

export type MeterTotals = {
  nowMs: number
  /** The one that was chosen, else the one that the history fills. */
  range: MeterRange
  span: Span
  daysSpan: Span
  /** From the first metering on. */
  lifetime: EnergyTotals
  /** Of the range. */
  totals: EnergyTotals
  /** Of the days that the chart of days shows. */
  days: EnergyTotals
}

/**
 * What was used: in the range, in the days of the chart, and ever; asked for anew each minute and after each answer. null until it is known.
 * All of it is asked for together, since it goes on: sums of one page are sums of one moment. `chosen` is null where nobody chose a range.
 */
export function useMeterTotals(chosen: MeterRange | null): { data: MeterTotals | null; error: unknown } {
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  const nowMs = useMinute()
  // The page does not turn to another range by itself while it is looked at.
  const [openedMs] = useState(nowMs)
  const lastAnswerId = useMeterState((state) => state.lastAnswer?.messageId ?? null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer whose energy became known changes every sum.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: procedures.meter.totals.key() })
    void queries.invalidateQueries({ queryKey: procedures.cost.cloudComparison.key() })
  }, [lastAnswerId])
  const { data, error } = useQuery({
    queryKey: [...procedures.meter.totals.key(), { chosen, openedMs, nowMs }],
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<MeterTotals> => {
      const everSpan = { fromMs: 0, toMs: spanOf('day', nowMs, null).toMs }
      const lifetime = await client.meter.totals(everSpan)
      const { sinceMs } = lifetime
      const range = chosen ?? filledRange(sinceMs, openedMs)
      const span = spanOf(range, nowMs, sinceMs)
      const daysSpan = daysSpanOf(range, nowMs, sinceMs)
      const totals = range === 'all' ? lifetime : await client.meter.totals(span)
      const days = isSameSpan(span, daysSpan) ? totals : await client.meter.totals(daysSpan)
      return { nowMs, range, span, daysSpan, lifetime, totals, days }
    },
  })
  return { data: data ?? null, error }
}
