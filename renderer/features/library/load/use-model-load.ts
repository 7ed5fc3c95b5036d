import { useState } from 'react'
import type { ProfileContent } from '#contract/profiles.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { reportProblem } from '../../../ui/report-problem.ts'

type LoadRequest = { modelId: string; profileId?: string | null; options?: ProfileContent['load'] }

/** A load that is begun here: whether it runs, and what went wrong with it. `onLoaded` is called when one has succeeded. */
export const useModelLoad = (onLoaded: () => void) => {
  const client = useClient()
  const [loadingId, setLoadingId] = useState<string | null>(null)
  const [failed, setFailed] = useState<{ modelId: string; problem: ShownProblem } | null>(null)
  return {
    loadingId,
    problemOf: (modelId: string) => (failed?.modelId === modelId ? failed.problem : null),
    load: async (request: LoadRequest): Promise<void> => {
      setFailed(null)
      setLoadingId(request.modelId)
      try {
        await client.engine.load(request)
        onLoaded()
      } catch (error) {
        setFailed({ modelId: request.modelId, problem: problemOf(error) })
      } finally {
        setLoadingId((current) => (current === request.modelId ? null : current))
      }
    },
    unload: (modelId: string) => void client.engine.unload({ modelId }).catch(reportProblem),
  }
}

export type ModelLoad = ReturnType<typeof useModelLoad>
