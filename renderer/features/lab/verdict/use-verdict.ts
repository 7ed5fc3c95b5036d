import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { useChoices } from './choices.ts'

/** How long a slider rests before the verdict is asked for anew. */
const restMs = 150

/** A value once it has stayed the same for a while. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** What a run says under what the reader chose. The one before stays until the next is known. */
export function useVerdict(run: LabRun): { verdict: LabVerdict | null; error: unknown } {
  const procedures = useProcedures()
  const choices = useSettled(useChoices(run, (all) => all))
  const { data, error } = useQuery(
    procedures.lab.verdict.queryOptions({
      input: { runId: run.id, ...choices },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  return { verdict: data ?? null, error }
}
