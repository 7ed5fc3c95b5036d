import type { Download } from '#contract/downloads.ts'
import { useClient } from '../../../data/client-context.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'

/** What can be done with a download. */
export const useDownloadActions = () => {
  const { downloads } = useClient()
  return {
    pause: ({ id }: Download) => void downloads.pause({ id }).catch(reportProblem),
    resume: ({ id }: Download) => void downloads.resume({ id }).catch(reportProblem),
    cancel: ({ id }: Download) => void downloads.cancel({ id }).catch(reportProblem),
    moveToFront: ({ id }: Download) => void downloads.moveToFront({ id }).catch(reportProblem),
    clear: ({ id }: Download) => void downloads.clear({ id }).catch(reportProblem),
    clearEnded: () => void downloads.clearEnded().catch(reportProblem),
  }
}
