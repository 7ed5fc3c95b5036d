import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useClient, useProcedures } from '../data/client-context.tsx'
import { follow } from './live-store.ts'

/** Quality is told of chunk by chunk, which for a small model is several times a second. */
const leastMs = 1000

/** Asks for the runs of the lab anew when one was added, changed or removed, at most once a second. */
export function useLabChanges(): void {
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  useEffect(() => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let known: number | undefined
    const ask = () => {
      timer = undefined
      for (const { key } of [procedures.lab.list, procedures.lab.run, procedures.lab.facets, procedures.lab.trends]) {
        void queries.invalidateQueries({ queryKey: key() })
      }
    }
    void follow(
      (signal) => client.lab.changes(undefined, { signal }),
      (changes) => {
        // The first only says how many there were before this page looked.
        if (known !== undefined && changes !== known) timer ??= setTimeout(ask, leastMs)
        known = changes
      },
      controller.signal,
    )
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [client, procedures, queries])
}
