import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownProblem } from '../data/problem.ts'
import { classNames } from './class-names.ts'

type ProblemNoticeProps = {
  problem: ShownProblem
  /** What was kept, where the place knows more than the code does: “The 236 tokens so far are kept.” */
  kept?: ReactNode
  /** Fixes, the likeliest first. */
  actions?: ReactNode
  className?: string
}

/** A failure, where it happened: what, why and what was kept, the raw message, then what to do. */
export const ProblemNotice = ({ problem, kept, actions, className }: ProblemNoticeProps) => {
  const { t } = useTranslation('errors')
  return (
    <section role="alert" className={classNames('border-t-[1.5px] border-clay pt-3 pb-1 type-interface', className)}>
      <h3 className="flex items-center gap-2 font-semibold text-clay">
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
        {t(`${problem.code}.what`, problem.params)}
      </h3>
      <p className="mt-1 text-ink2">
        {kept ?? t(`${problem.code}.why`, problem.params)} {t(`${problem.code}.next`, problem.params)}
      </p>
      {problem.detail && (
        <pre className="mt-2 max-h-40 overflow-auto rounded-chip bg-sunk px-3 py-2 type-statistic whitespace-pre-wrap text-ink2">
          {problem.detail}
        </pre>
      )}
      {actions && <div className="mt-3 flex flex-wrap items-center gap-3">{actions}</div>}
    </section>
  )
}
