import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { OfferedModel } from '#contract/offers.ts'
import { isForRow, rowAfterKey } from '../../../ui/roving.ts'
import { offerOfLadder } from '../discover/offer-status.ts'
import type { Ladder } from './ladder.ts'
import { ladderColumns } from './ladder-columns.ts'
import { LadderRow } from './ladder-row.tsx'
import type { SizeAxis } from './size-axis.ts'
import type { SizeLimits } from './size-limits.ts'
import { LimitRules, SizeTicks } from './size-scale.tsx'
import { useStartMargin } from './use-start-margin.ts'

type LadderListProps = {
  ladders: readonly Ladder[]
  offers: readonly OfferedModel[]
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
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const list = useRef<VirtualizerHandle>(null)
  const start = useStartMargin(scroller)
  const tabStop = [focusedId, shownId, ladders[0]?.id].find((id) => ladders.some((ladder) => ladder.id === id))

  const focusRow = (index: number) => {
    const ladder = ladders[index]
    if (!ladder) return
    setFocusedId(ladder.id)
    list.current?.scrollToIndex(index, { align: 'nearest' })
    // It may have to be drawn first.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(ladder.id)}"]`)?.focus(),
    )
  }

  return (
    <section
      aria-label={t('installed')}
      onKeyDown={(event) => {
        if (!isForRow(event)) return
        const index = ladders.findIndex((ladder) => ladder.id === tabStop)
        const next = rowAfterKey(event.key, index, ladders.length)
        if (next === null || next < 0) return
        event.preventDefault()
        focusRow(next)
      }}
    >
      <div
        className={`sticky -top-5 z-30 h-8 items-center border-b-[1.5px] border-ink2 bg-paper type-secondary text-ink2 ${ladderColumns}`}
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
                offer={offerOfLadder(ladder, offers)}
                axis={axis}
                isShown={ladder.id === shownId}
                isTabStop={ladder.id === tabStop}
                isChosen={ladder.current.id === chosenModelId}
                onFocus={() => setFocusedId(ladder.id)}
              />
            )}
          </Virtualizer>
        </div>
        <LimitRules axis={axis} limits={limits} />
      </div>
    </section>
  )
}
