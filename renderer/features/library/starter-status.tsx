import { useTranslation } from 'react-i18next'
import type { FetchAttempt, StarterState } from '#contract/models.ts'
import { openGgufFile } from '../../stores/interface.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { starterFigures, starterProgress } from './starter-progress.ts'
import { useModelActions } from './use-model-actions.ts'

/** The sources that were tried, each with what went wrong. */
const Attempts = ({ attempts }: { attempts: readonly FetchAttempt[] }) => {
  const { t } = useTranslation('library')
  const { t: tErrors } = useTranslation('errors')
  if (attempts.length === 0) return null
  return (
    <div className="mt-2">
      <p className="type-secondary text-ink2">{t('starter.tried')}</p>
      <ul className="mt-1 flex flex-col gap-1.5">
        {attempts.map((attempt) => (
          <li key={`${attempt.source} ${attempt.label}`} className="border-l-[1.5px] border-clay pl-3">
            <b className="font-medium">{attempt.label}</b>:{' '}
            {tErrors(`${attempt.problem.code}.what`, attempt.problem.params)}
            {attempt.problem.detail && (
              <span className="block max-h-16 overflow-auto type-statistic break-words text-ink2">
                {attempt.problem.detail}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

const Fetching = ({ starter }: { starter: Extract<StarterState, { phase: 'fetching' }> }) => {
  const { t } = useTranslation('library')
  const { received, rate, left } = starterFigures(starter)
  const figures = [received, rate, left && t('starter.left', { time: left })].filter(Boolean)
  return (
    <>
      <p className="text-ink2">{t(`starter.fetchingFrom.${starter.source}`, { label: starter.label })}</p>
      <ProgressBar value={starterProgress(starter)} label={t('starter.fetching')} className="mt-2" />
      <p className="mt-1 type-statistic text-ink2">{figures.join(' · ')}</p>
      <Attempts attempts={starter.attempts} />
    </>
  )
}

/** The starter model's way onto this machine: progress, or what was tried and what can be done. */
export const StarterStatus = ({ starter }: { starter: StarterState }) => {
  const { t } = useTranslation('library')
  const { fetchStarter } = useModelActions()
  switch (starter.phase) {
    case 'fetching':
      return <Fetching starter={starter} />
    case 'failed':
    case 'declined':
      return (
        <>
          <p className="text-ink2">{t(`starter.${starter.phase}`)}</p>
          {starter.phase === 'failed' && <Attempts attempts={starter.attempts} />}
          <div className="mt-3 flex flex-wrap gap-2">
            <Button variant="primary" onClick={() => void fetchStarter()}>
              {t(starter.phase === 'failed' ? 'starter.retry' : 'starter.fetch')}
            </Button>
            <Button onClick={openGgufFile}>{t('openFile')}</Button>
          </div>
        </>
      )
    case 'ready':
      return null
    default:
      return <p className="text-ink2">{t(`starter.${starter.phase}`)}</p>
  }
}
