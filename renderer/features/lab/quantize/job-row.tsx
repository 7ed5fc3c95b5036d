import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { QuantizeJob } from '#contract/lab/quantize.ts'
import { useClient } from '../../../data/client-context.tsx'
import { formatDuration, formatFileSize, formatNumber, formatPercent } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'

/** Tensors that did not become what the name says. */
const Fallback = ({ job }: { job: QuantizeJob }) => {
  const { t } = useTranslation('lab')
  const { fallbackTensors: count, tensorCount: total } = job
  if (count === null || total === null || count === 0) return null
  return (
    <p className="col-span-full type-secondary text-ink2">
      {t('quantize.fallback', { count, tensors: formatNumber(count), total: formatNumber(total) })}
    </p>
  )
}

/** A file that is made of another: how far, how large, and what became of it. */
export const JobRow = ({ job }: { job: QuantizeJob }) => {
  const { t } = useTranslation('lab')
  const client = useClient()
  const { state, type, progress, sizeBytes, durationMs } = job
  const isUnderWay = state === 'running' || state === 'waiting'
  return (
    <li className="grid min-h-8 grid-cols-[6rem_minmax(0,1fr)_auto_1.75rem] max-narrow:grid-cols-[4.5rem_minmax(0,1fr)_auto_1.75rem] items-center gap-x-3 border-b border-rule py-0.5">
      <span className="font-medium">{type}</span>
      {state === 'running' ? (
        <span className="flex items-center gap-2 text-goldink">
          <ProgressBar value={progress} label={t('quantize.making', { type })} className="w-full max-w-48" />
          <span className="type-figure whitespace-nowrap">{progress === null ? '' : formatPercent(progress)}</span>
        </span>
      ) : (
        <span className={classNames('flex items-center gap-1.5', state === 'failed' ? 'text-clay' : 'text-ink2')}>
          {state === 'done' && <Check size={14} strokeWidth={1.5} aria-hidden className="text-leaf" />}
          {t(`quantize.state.${state}`)}
          {state === 'done' && durationMs !== null && (
            <span className="type-secondary text-ink3">{formatDuration(durationMs)}</span>
          )}
        </span>
      )}
      <span className="type-figure text-ink2">
        {state === 'done' ? formatFileSize(sizeBytes) : t('quantize.about', { size: formatFileSize(sizeBytes) })}
      </span>
      {isUnderWay ? (
        <IconButton
          icon={X}
          label={t('quantize.cancel', { type })}
          onClick={() => void client.quantize.cancel({ id: job.id }).catch(reportProblem)}
        />
      ) : (
        <span />
      )}
      <Fallback job={job} />
      {job.problem && <ProblemNotice problem={job.problem} className="col-span-full my-2" />}
    </li>
  )
}
