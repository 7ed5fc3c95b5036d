import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { type Choices, choicesOf, onChoices } from './choices.ts'

/** How long a slider rests before the verdict is asked for anew. */
const restMs = 150

/** What was chosen, once it has stayed the same for a while: a slider on its way draws nothing anew. */
function useSettledChoices(run: LabRun): Choices {
  const [settled, setSettled] = useState(() => choicesOf(run))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const forget = onChoices(() => {
      clearTimeout(timer)
      timer = setTimeout(() => setSettled(choicesOf(run)), restMs)
    })
    return () => {
      forget()
      clearTimeout(timer)
    }
  }, [run])
  return settled
}

/** What a run says under what the reader chose. The one before stays until the next is known. */
export function useVerdict(run: LabRun): { verdict: LabVerdict | null; error: unknown } {
  const procedures = useProcedures()
  const choices = useSettledChoices(run)
  const options = procedures.lab.verdict.queryOptions({ input: { runId: run.id, ...choices }, retry: false })
  const { data, error } = useQuery({
    ...options,
    // A run that went on says something else.
    queryKey: [...options.queryKey, run.state, run.sampleCount, run.quality.length],
    queryFn: options.queryFn,
    placeholderData: keepPreviousData,
  })
  return { verdict: data ?? null, error }
}
