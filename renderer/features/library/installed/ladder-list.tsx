import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Virtualizer } from 'virtua'
import type { OfferedModel } from '#contract/offers.ts'
import type { Ladder } from './ladder.ts'
import { ladderColumns } from './ladder-columns.ts'
import { LadderRow } from './ladder-row.tsx'
import type { SizeAxis } from './size-axis.ts'
import type { SizeLimits } from './size-limits.ts'
import { LimitRules, SizeTicks } from './size-scale.tsx'
import { useRovingLadders } from './use-roving-ladders.ts'
import { useStartMargin } from './use-start-margin.ts'

type LadderListProps = {
  ladders: readonly Ladder[]
  /** What the catalogue offers of each ladder, by its id. */
  offers: ReadonlyMap<string, OfferedModel>
  axis: SizeAxis
  limits: SizeLimits
  shownId: string | null
  chosenModelId: string | null
  scroller: RefObject<HTMLElement | null>
  /** Rows above the ladders: what is on its way. */
  children?: ReactNode
}

/** The installed models as ladders on one axis of sizes; those in sight are drawn. Arrows walk them, Enter shows the details. */
export const LadderList = (props: LadderListProps) => {
  const { ladders, offers, axis, limits, shownId, chosenModelId, scroller, children } = props
  const { t } = useTranslation('library')
  const { list, tabStop, onFocus, onKeyDown } = useRovingLadders(ladders, shownId)
  const start = useStartMargin(scroller)
  return (
    // Its heading lies above its rows, and below the mark that hangs from the masthead.
    <section aria-label={t('installed')} onKeyDown={onKeyDown} className="isolate">
      <div
        className={`sticky top-0 z-30 h-8 items-center border-b-[1.5px] border-ink2 bg-paper type-secondary text-ink2 ${ladderColumns}`}
      >
        <span>{t('column.model')}</span>
        <SizeTicks axis={axis} />
        <span className="text-right">{t('column.onDisk')}</span>
        <span className="text-right">{t('column.rate')}</span>
        <span className="justify-self-end max-narrow:sr-only">{t('column.fit')}</span>
      </div>
      <div className="relative">
        {children}
        <div ref={start.ref}>
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            startMargin={start.marginPx}
            data={ladders}
            itemSize={56}
            as="ul"
            item="li"
          >
            {(ladder) => (
              <LadderRow
                key={ladder.id}
                ladder={ladder}
                offer={offers.get(ladder.id)}
                axis={axis}
                isShown={ladder.id === shownId}
                isTabStop={ladder.id === tabStop}
                isChosen={ladder.current.id === chosenModelId}
                onFocus={() => onFocus(ladder.id)}
              />
            )}
          </Virtualizer>
        </div>
        <LimitRules axis={axis} limits={limits} />
      </div>
    </section>
  )
}
