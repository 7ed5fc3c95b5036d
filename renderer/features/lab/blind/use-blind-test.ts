import { useEffect, useState } from 'react'
import type { BlindTest } from '#contract/lab/blind-test.ts'
import { useClient } from '../../../data/client-context.tsx'
import { isAbort, problemOf, type ShownProblem } from '../../../data/problem.ts'
import { follow } from '../../../stores/live-store.ts'

/** A test as it is now, and why it cannot be followed where it cannot. */
export const useBlindTest = (id: string): { test: BlindTest | null; problem: ShownProblem | null } => {
  const client = useClient()
  const [test, setTest] = useState<BlindTest | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    // Asked first: one that is gone would be asked for again and again.
    client.blindTest.list(undefined, { signal: controller.signal }).then(
      (tests) => {
        if (controller.signal.aborted) return
        if (!tests.some((one) => one.id === id)) {
          setProblem({ code: 'BLIND_TEST_NOT_FOUND', params: {}, detail: '' })
          return
        }
        void follow((signal) => client.blindTest.watch({ id }, { signal }), setTest, controller.signal)
      },
      (error: unknown) => {
        if (!isAbort(error)) setProblem(problemOf(error))
      },
    )
    return () => controller.abort()
  }, [client, id])
  return { test, problem }
}
