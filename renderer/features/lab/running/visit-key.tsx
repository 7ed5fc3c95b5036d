import { useTranslation } from 'react-i18next'
import { classNames } from '../../../ui/class-names.ts'
import type { VisitState } from './run-visits.ts'

const looks: Record<Exclude<VisitState, 'given-up'>, string> = {
  done: 'bg-leaf',
  now: 'bg-gold outline outline-goldmark -outline-offset-1',
  'to-come': 'border border-edge',
}
const states = ['done', 'now', 'to-come'] as const

/** What the dots of Fig. 1 mean. */
export const VisitKey = ({ hasGivenUp }: { hasGivenUp: boolean }) => {
  const { t } = useTranslation('lab')
  return (
    <span className="mr-2 flex flex-wrap gap-x-3 type-badge text-ink2">
      {states.map((state) => (
        <span key={state} className="flex items-center gap-1.5">
          <span aria-hidden className={classNames('size-2 rounded-full', looks[state])} />
          {t(`running.visit.${state}`)}
        </span>
      ))}
      {hasGivenUp && <span>{t('running.givenUpKey')}</span>}
    </span>
  )
}
