import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { QuantizeJob } from '#contract/lab/quantize.ts'
import { Button } from '../../../ui/button.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { setupPath } from '../lab-place.ts'
import { compareModels } from '../setup/plan-draft.ts'
import { JobRow } from './job-row.tsx'

type JobListProps = {
  /** Of one source, the newest first. */
  jobs: readonly QuantizeJob[]
  onLeave: () => void
}

/** What is made of a source and was made of it, and the way to compare that. */
export const JobList = ({ jobs, onLeave }: JobListProps) => {
  const { t } = useTranslation('lab')
  const [, navigate] = useLocation()
  const isUnderWay = jobs.some(({ state }) => state === 'running' || state === 'waiting')
  const made = [...new Set(jobs.flatMap(({ modelId }) => modelId ?? []))]
  if (jobs.length === 0) return null
  return (
    <section aria-label={t('quantize.jobs')}>
      <SmallCaps as="h3">{t('quantize.jobs')}</SmallCaps>
      <ul className="mt-1 border-t border-rule">
        {jobs.toReversed().map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
      {made.length > 1 && !isUnderWay && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            onClick={() => {
              compareModels(made)
              onLeave()
              navigate(setupPath)
            }}
          >
            <FlaskConical size={16} strokeWidth={1.5} aria-hidden />
            {t('quantize.compare')}
          </Button>
          <span className="text-ink2">{t('quantize.compareNote', { count: made.length })}</span>
        </div>
      )}
    </section>
  )
}
