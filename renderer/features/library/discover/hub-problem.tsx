import { useTranslation } from 'react-i18next'
import type { ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { TokenForm } from '../../../ui/token-form.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { secondsUntil } from '../downloads/download-figures.ts'

type HubProblemProps = { problem: ShownProblem; failedAtMs: number; onRetry: () => void }

const retryAtMs = ({ code, params }: ShownProblem, failedAtMs: number): number | null => {
  const seconds = Number(params.retryAfterS)
  return code === 'HUB_RATE_LIMITED' && Number.isFinite(seconds) ? failedAtMs + seconds * 1000 : null
}

/** Why the hub did not answer a search. Where it asks for patience, the time is counted down and the button waits with it. */
export const HubProblem = ({ problem, failedAtMs, onRetry }: HubProblemProps) => {
  const { t } = useTranslation('discover')
  const { t: tApp } = useTranslation('app')
  const atMs = retryAtMs(problem, failedAtMs)
  const nowMs = useNow(atMs !== null)
  const seconds = atMs === null ? 0 : secondsUntil(atMs, nowMs)
  const wantsToken = problem.code === 'HUB_UNAUTHORIZED' || problem.code === 'HUB_TOKEN_REFUSED'
  return (
    <>
      <ProblemNotice
        problem={problem}
        actions={
          <Button variant="primary" onClick={onRetry} disabled={seconds > 0}>
            {seconds > 0 ? t('retryIn', { count: seconds }) : tApp('common.retry')}
          </Button>
        }
      />
      {(wantsToken || problem.code === 'HUB_RATE_LIMITED') && (
        <div className="mt-4 max-w-160">
          <TokenForm />
        </div>
      )}
    </>
  )
}
