import { useEffect, useState } from 'react'
import type { LabSample } from '#contract/lab/run.ts'
import { useClient } from '../../../data/client-context.tsx'
import { isAbort } from '../../../data/problem.ts'
import { follow } from '../../../stores/live-store.ts'

/** Small models give many samples a second: the figures are drawn anew at most four times. */
const leastMs = 250

/** The samples of a run in the order in which they were made: those so far and, while it runs, those to come. */
export function useLiveSamples(runId: string, isRunning: boolean): readonly LabSample[] {
  const client = useClient()
  const [samples, setSamples] = useState<readonly LabSample[]>([])
  useEffect(() => {
    const controller = new AbortController()
    // A stream that was cut and begins again tells all of them again.
    const byOrder = new Map<number, LabSample>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = () => {
      timer = undefined
      setSamples([...byOrder.values()].toSorted((one, other) => one.order - other.order))
    }
    const take = (fresh: readonly LabSample[]) => {
      const isFirst = byOrder.size === 0
      for (const sample of fresh) byOrder.set(sample.order, sample)
      if (fresh.length > 0) timer ??= setTimeout(show, isFirst ? 0 : leastMs)
    }
    const watch = (signal: AbortSignal) => client.lab.samples({ runId }, { signal })
    const once = async () => {
      for await (const fresh of await watch(controller.signal)) take(fresh)
    }
    if (isRunning) void follow(watch, take, controller.signal)
    else {
      once().catch((error: unknown) => {
        if (!controller.signal.aborted && !isAbort(error)) console.error(error)
      })
    }
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [client, runId, isRunning])
  return samples
}
