import { Pause, Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../data/client-context.tsx'
import { useLabProgress } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'

/** Pauses a run, goes on with it, or ends it and keeps what it measured. */
export const RunActions = ({ runId }: { runId: string }) => {
  const { t } = useTranslation('lab')
  const client = useClient()
  const state = useLabProgress((progress) => ({ state: progress.state, isPausing: progress.isPausing }))
  const isPaused = state?.state === 'paused'
  return (
    <>
      {isPaused ? (
        <Button variant="primary" onClick={() => void client.lab.resume({ runId }).catch(reportProblem)}>
          <Play size={16} strokeWidth={1.5} aria-hidden />
          {t('running.goOn')}
        </Button>
      ) : (
        <Button
          disabled={state?.isPausing ?? false}
          focusableWhenDisabled
          onClick={() => void client.lab.pause({ runId }).catch(reportProblem)}
        >
          <Pause size={16} strokeWidth={1.5} aria-hidden />
          {t('running.pause')}
        </Button>
      )}
      <Button onClick={() => void client.lab.cancel({ runId }).catch(reportProblem)}>
        <Square size={14} strokeWidth={1.5} aria-hidden />
        {t('running.stop')}
      </Button>
    </>
  )
}
