import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { useLabProgress } from '../../../stores/stores.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { testName } from '../verdict/test-name.ts'

/** What is done right now, in words. */
export const PhaseLine = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('lab')
  const { t: tVerdict } = useTranslation('labVerdict')
  const now = useLabProgress(({ state, phase, variant, test, isPausing }) => ({
    state,
    phase,
    variant,
    test,
    isPausing,
  }))
  if (!now || now.phase === undefined) return null
  const label = now.variant == null ? '' : (run.variants[now.variant]?.label ?? '')
  const test = now.test == null ? undefined : run.tests[now.test]
  const testWords = test ? testName(test, (prompt) => tVerdict(`prompt.${prompt}`)) : ''
  const isPaused = now.state === 'paused'
  const what = [t(`running.phase.${now.phase}`), label, testWords].filter(Boolean).join(' · ')
  return (
    <p className="mb-3 flex items-center gap-2 text-ink2">
      <StatusDot state={isPaused ? 'idle' : 'live'} />
      {isPaused ? t('running.paused') : what}
      {now.isPausing && <span className="text-goldink">{t('running.pausing')}</span>}
    </p>
  )
}
