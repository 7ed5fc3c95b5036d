import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { EnergyTotals } from '#contract/meter.ts'
import { useProcedures } from '../../data/client-context.tsx'
import { useMeterState } from '../../stores/stores.tsx'
import { daysSpanOf, type MeterRange, type Span, spanOf } from './meter-range.ts'

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
  span: Span
  daysSpan: Span
  /** From the first metering on. */
  lifetime: EnergyTotals
  /** Of the range. */
  totals: EnergyTotals
  /** Of the days that the chart of days shows. */
  days: EnergyTotals
}

/** What was used: in the range, in the days of the chart, and ever; asked for anew each minute and after each answer. null until it is known. */
export function useMeterTotals(range: MeterRange): { data: MeterTotals | null; error: unknown } {
  const procedures = useProcedures()
  const queries = useQueryClient()
  const nowMs = useMinute()
  const lastAnswerId = useMeterState((state) => state.lastAnswer?.messageId ?? null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer whose energy became known changes every sum.
  useEffect(() => void queries.invalidateQueries({ queryKey: procedures.meter.totals.key() }), [lastAnswerId])
  const ask = (span: Span, isWanted: boolean) =>
    procedures.meter.totals.queryOptions({ input: span, enabled: isWanted, placeholderData: keepPreviousData })
  const lifetime = useQuery(ask({ fromMs: 0, toMs: spanOf('day', nowMs, null).toMs }, true))
  const sinceMs = lifetime.data?.sinceMs ?? null
  const isKnown = lifetime.data !== undefined
  const span = spanOf(range, nowMs, sinceMs)
  const daysSpan = daysSpanOf(range, nowMs, sinceMs)
  const totals = useQuery(ask(span, isKnown))
  const days = useQuery(ask(daysSpan, isKnown))
  const error = lifetime.error ?? totals.error ?? days.error
  if (!lifetime.data || !totals.data || !days.data) return { data: null, error }
  return { data: { nowMs, span, daysSpan, lifetime: lifetime.data, totals: totals.data, days: days.data }, error }
}
