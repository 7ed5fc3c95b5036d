import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

const Notice = ({ isGrave = false, children }: { isGrave?: boolean; children: ReactNode }) => {
  const Icon = isGrave ? CircleAlert : Info
  return (
    <p className="flex items-start gap-2 text-ink2">
      <Icon
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={`mt-0.5 shrink-0 ${isGrave ? 'text-clay' : 'text-ink3'}`}
      />
      <span>{children}</span>
    </p>
  )
}

/** What is missing from a run, or is not as it seems. Nothing where all is well. */
export const RunNotices = ({ run, verdict }: { run: LabRun; verdict: LabVerdict | null }) => {
  const { t } = useTranslation('labVerdict')
  const { state, plan, blocksDone } = run
  const isPartial = state === 'cancelled' || state === 'failed' || state === 'interrupted' || state === 'paused'
  const unmeasured =
    verdict === null
      ? []
      : run.variants.filter(
          (_, variant) =>
            !verdict.cells.some((cell) => cell.variant === variant) &&
            !run.quality.some((quality) => quality.variant === variant),
        )
  const isQualityPartial = run.quality.some(({ isComplete }) => !isComplete)
  const notices = [
    isPartial && (
      <Notice key="state" isGrave>
        {t(`notice.${state}`, { done: blocksDone, planned: plan.repetitions.most })}
      </Notice>
    ),
    unmeasured.length > 0 && (
      <Notice key="unmeasured" isGrave>
        {t('notice.unmeasured', { count: unmeasured.length, labels: unmeasured.map(({ label }) => label).join(', ') })}
      </Notice>
    ),
    isQualityPartial && <Notice key="quality">{t('notice.qualityPartial')}</Notice>,
    run.isImported && (
      <Notice key="imported">
        {run.importedFrom === null ? t('notice.importedRun') : t('notice.imported', { program: run.importedFrom })}
      </Notice>
    ),
    verdict !== null && run.energyProvenance === null && <Notice key="energy">{t('notice.noEnergy')}</Notice>,
    verdict !== null && run.quality.length === 0 && <Notice key="none">{t('notice.noQuality')}</Notice>,
    verdict !== null && verdict.tokenizerGroups.length > 1 && (
      <Notice key="tokenizers">{t('notice.tokenizers', { count: verdict.tokenizerGroups.length })}</Notice>
    ),
  ].filter(Boolean)
  return (
    <>
      {notices.length > 0 && <div className="mb-4 flex flex-col gap-1.5">{notices}</div>}
      {run.problem && <ProblemNotice problem={run.problem} className="mb-4" />}
    </>
  )
}
