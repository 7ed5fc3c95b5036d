import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

/** Variants that could not be measured to their end, each with its reason. The others go on. */
export const FailedVariants = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('lab')
  const failed = run.variants.flatMap(({ label, problem }) => (problem ? [{ label, problem }] : []))
  if (failed.length === 0) return null
  return (
    <div className="flex flex-col gap-3">
      {failed.map(({ label, problem }) => (
        <section key={label} aria-label={t('running.failed', { label })}>
          <h2 className="mb-1.5 font-medium">{t('running.failed', { label })}</h2>
          <ProblemNotice problem={problem} />
        </section>
      ))}
    </div>
  )
}
