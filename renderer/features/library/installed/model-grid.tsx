import { type RefObject, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Virtualizer } from 'virtua'
import { Link } from 'wouter'
import type { OfferedModel } from '#contract/offers.ts'
import { formatContextTick, formatFileSize, formatParameters } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { useElementWidth } from '../../../ui/use-element-width.ts'
import { modelPath } from '../library-place.ts'
import { FavouriteStar } from './favourite-star.tsx'
import type { Ladder } from './ladder.ts'
import { LadderGraph } from './ladder-graph.tsx'
import { LadderNote, type LadderRowProps } from './ladder-row.tsx'
import { RateFigure } from './rate-figure.tsx'
import type { SizeAxis } from './size-axis.ts'
import { useRovingLadders } from './use-roving-ladders.ts'
import { useStartMargin } from './use-start-margin.ts'

const Card = ({ ladder, offer, axis, isShown, isTabStop, isChosen, onFocus }: LadderRowProps) => {
  const { t } = useTranslation('library')
  const { current } = ladder
  const facts = [
    formatParameters(current.parameterCount),
    current.trainedContextTokens === null
      ? null
      : t('grid.context', { length: formatContextTick(current.trainedContextTokens) }),
    current.quantization,
  ]
  return (
    <div
      className={classNames(
        'relative flex h-40 min-w-0 flex-col rounded-card border px-4 pt-3 pb-3 hover:border-edge',
        isShown ? 'border-edge bg-sel' : 'border-rule2 bg-raise',
      )}
    >
      <span className="flex items-center gap-1.5">
        <Link
          href={modelPath(current.id)}
          data-row-link={ladder.id}
          aria-current={isShown ? 'true' : undefined}
          tabIndex={isTabStop ? 0 : -1}
          onFocus={onFocus}
          title={ladder.name}
          dir="auto"
          className="scroll-my-20 truncate type-running outline-none after:absolute after:inset-0 after:z-20 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-offset-1 focus-visible:after:outline-goldmark"
        >
          {ladder.name}
        </Link>
        {ladder.isFavourite && <FavouriteStar />}
      </span>
      <span className="truncate type-secondary text-ink3">
        <LadderNote ladder={ladder} isChosen={isChosen} />
      </span>
      <span className="mt-1 truncate type-statistic text-ink2">{facts.filter(Boolean).join(' · ')}</span>
      <div className="my-auto">
        <LadderGraph ladder={ladder} isChosen={isChosen} offer={offer} axis={axis} />
      </div>
      <div className="flex items-center gap-3 border-t border-rule pt-2">
        <span className="type-figure">{formatFileSize(ladder.sizeBytes)}</span>
        <span className="flex items-baseline gap-1">
          <RateFigure rate={current.measuredRate} />
          <span className="type-badge text-ink2">{t('column.rate')}</span>
        </span>
        {ladder.isReachable && <FitBadge verdict={current.fit.verdict} className="ml-auto" />}
      </div>
    </div>
  )
}

type ModelGridProps = {
  ladders: readonly Ladder[]
  offers: ReadonlyMap<string, OfferedModel>
  axis: SizeAxis
  shownId: string | null
  chosenModelId: string | null
  scroller: RefObject<HTMLElement | null>
}

const cardWidthPx = 250

/** The installed models as cards; those in sight are drawn. */
export const ModelGrid = ({ ladders, offers, axis, shownId, chosenModelId, scroller }: ModelGridProps) => {
  const { t } = useTranslation('library')
  const { ref, widthPx } = useElementWidth()
  const start = useStartMargin(scroller)
  const columns = Math.max(1, Math.floor((widthPx + 16) / (cardWidthPx + 16)))
  const { list, tabStop, onFocus, onKeyDown } = useRovingLadders(ladders, shownId, columns)
  const rows = useMemo(
    () =>
      Array.from({ length: Math.ceil(ladders.length / columns) }, (_, row) =>
        ladders.slice(row * columns, (row + 1) * columns),
      ),
    [ladders, columns],
  )
  return (
    <section ref={ref} aria-label={t('installed')} onKeyDown={onKeyDown} className="border-t-[1.5px] border-ink2 pt-4">
      <div ref={start.ref}>
        <Virtualizer ref={list} scrollRef={scroller} startMargin={start.marginPx} data={rows} itemSize={176}>
          {(row) => (
            <div
              key={row[0]?.id}
              className="grid gap-x-4 pb-4"
              style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            >
              {row.map((ladder) => (
                <Card
                  key={ladder.id}
                  ladder={ladder}
                  offer={offers.get(ladder.id)}
                  axis={axis}
                  isShown={ladder.id === shownId}
                  isTabStop={ladder.id === tabStop}
                  onFocus={() => onFocus(ladder.id)}
                  isChosen={ladder.current.id === chosenModelId}
                />
              ))}
            </div>
          )}
        </Virtualizer>
      </div>
    </section>
  )
}
