import { useTranslation } from 'react-i18next'
import { useClient } from '../../../data/client-context.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { useMeterState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { SettingRowView } from '../setting-row.tsx'
import { useCalibration } from './use-calibration.ts'

/** The shares of the two minutes that each step takes. */
const steps = {
  rest: { from: 0, part: 0.25 },
  load: { from: 0.25, part: 0.5 },
  'rest-again': { from: 0.75, part: 0.25 },
}

/** Puts the sum of the components against a plug, once. */
export const CalibrationSetting = () => {
  const { t } = useTranslation('settings')
  const client = useClient()
  const isCalibrated = useMeterState(({ sources }) => sources.some(({ collector }) => collector === 'calibrated'))
  const { calibration, start, stop } = useCalibration()
  const hasResult = isCalibrated === true || calibration.phase === 'done'
  const forget = async () => {
    await client.meter.forgetCalibration()
    stop()
  }
  return (
    <SettingRowView
      row={{
        id: 'meter.calibration',
        section: 'meter',
        label: t('meter.calibration.label'),
        effect: t('meter.calibration.effect'),
        defaultText: t('none'),
        isDefault: !hasResult,
        reset: () => void forget().catch(reportProblem),
        resetText: t('meter.calibration.forget'),
        isWide: true,
        isGroup: true,
        control: (
          <div className="max-w-140" aria-live="polite">
            {calibration.phase === 'running' ? (
              <div className="flex items-center gap-4">
                <span className="min-w-0 flex-1">
                  <span className="block pb-1.5 text-ink2">
                    {t(`meter.calibration.step.${calibration.progress.step}`)}
                  </span>
                  <ProgressBar
                    label={t('meter.calibration.label')}
                    value={
                      steps[calibration.progress.step].from +
                      steps[calibration.progress.step].part * calibration.progress.progress
                    }
                  />
                </span>
                <Button onClick={stop}>{t('meter.calibration.stop')}</Button>
              </div>
            ) : (
              <Button onClick={() => void start()}>
                {t(hasResult ? 'meter.calibration.again' : 'meter.calibration.start')}
              </Button>
            )}
            {calibration.phase === 'done' && (
              <p className="pt-2 text-ink2">
                {t('meter.calibration.result', {
                  fixed: formatNumber(calibration.result.fixedW, 1),
                  factor: formatNumber(calibration.result.factor, 2),
                  residual: formatNumber(calibration.result.residualW, 1),
                  readings: formatNumber(calibration.result.readings),
                })}
              </p>
            )}
            {calibration.phase === 'failed' && <ProblemNotice problem={calibration.problem} className="mt-3" />}
          </div>
        ),
      }}
    />
  )
}
