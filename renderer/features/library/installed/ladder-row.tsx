import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { OfferedModel } from '#contract/offers.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { modelPath } from '../library-place.ts'
import { FavouriteStar } from './favourite-star.tsx'
import type { Ladder } from './ladder.ts'
import { ladderColumns } from './ladder-columns.ts'
import { LadderGraph } from './ladder-graph.tsx'
import { RateFigure } from './rate-figure.tsx'
import type { SizeAxis } from './size-axis.ts'

export type LadderRowProps = {
  ladder: Ladder
  offer: OfferedModel | undefined
  axis: SizeAxis
  /** Its details are shown. */
  isShown: boolean
  isTabStop: boolean
  /** The model in it that the next question goes to. */
  isChosen: boolean
  onFocus: () => void
}

/** What stands below a model's name: who made it and under which licence, or what is wrong. What may be cut off comes last. */
export const LadderNote = ({ ladder, isChosen }: { ladder: Ladder; isChosen: boolean }) => {
  const { t } = useTranslation('library')
  if (!ladder.isReachable) return <span className="text-clay">{t('notReachable')}</span>
  const words = [isChosen ? t('chosen') : null, ladder.publisher, ladder.licence].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : ladder.current.architecture
}

/** A model of the list with its ladder. Its link covers the row. */
export const LadderRow = ({ ladder, offer, axis, isShown, isTabStop, isChosen, onFocus }: LadderRowProps) => {
  return (
    <div
      className={classNames(
        'relative -mx-3 h-14 items-center rounded-chip px-3 hover:bg-sel/60',
        'after:absolute after:inset-x-3 after:bottom-0 after:h-px after:bg-rule',
        ladderColumns,
        isShown && 'bg-sel hover:bg-sel',
      )}
    >
      <div className="min-w-0">
        <span className="flex items-center gap-1.5">
          <Link
            href={modelPath(ladder.current.id)}
            data-row-link={ladder.id}
            aria-current={isShown ? 'true' : undefined}
            tabIndex={isTabStop ? 0 : -1}
            onFocus={onFocus}
            title={ladder.name}
            dir="auto"
            className={classNames(
              'scroll-mt-12 scroll-mb-10 truncate font-[550] outline-none after:absolute after:inset-0 after:z-20 after:rounded-chip focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-goldmark',
              !ladder.isReachable && 'text-ink3',
            )}
          >
            {ladder.name}
          </Link>
          {ladder.isFavourite && <FavouriteStar />}
        </span>
        <span className="block truncate type-secondary text-ink3">
          <LadderNote ladder={ladder} isChosen={isChosen} />
        </span>
      </div>
      <div className={classNames('max-narrow:hidden', !ladder.isReachable && 'opacity-50')}>
        <LadderGraph ladder={ladder} isChosen={isChosen} offer={offer} axis={axis} />
      </div>
      <span className="text-right type-figure whitespace-nowrap">{formatFileSize(ladder.sizeBytes)}</span>
      <span className="text-right">
        <RateFigure rate={ladder.current.measuredRate} />
      </span>
      {ladder.isReachable && (
        <span className="justify-self-end">
          <span className="max-narrow:hidden">
            <FitBadge verdict={ladder.current.fit.verdict} />
          </span>
          <span className="narrow:hidden">
            <FitBadge verdict={ladder.current.fit.verdict} glyphOnly />
          </span>
        </span>
      )}
    </div>
  )
}
