import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { isForRow } from '../../../ui/roving.ts'
import type { Ladder } from './ladder.ts'
import { ladderAfterKey } from './ladder-after-key.ts'

/** What stays at the top of the list while it scrolls. */
const headingPx = 40

/** Frames in which a row that was far away is drawn; after that it is given up. */
const mostFrames = 60

const rowLink = (id: string) => document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(id)}"]`)

/** Gives a row the focus as soon as it can take it: one that was far away has to be drawn and measured first, and is hidden until then. */
const focusWhenDrawn = (id: string, frames = 0): void => {
  const element = rowLink(id)
  element?.focus()
  // Not below the heading that stays at the top: the row says itself how much room it wants.
  if (element && document.activeElement === element) element.scrollIntoView({ block: 'nearest' })
  else if (frames < mostFrames) requestAnimationFrame(() => focusWhenDrawn(id, frames + 1))
}

/** Gives the installed models the focus: the one that Tab leads to, else the first that is drawn. False where none is on the page. */
export const focusLadders = (): boolean => {
  const link =
    document.querySelector<HTMLElement>('[data-row-link][tabindex="0"]') ??
    document.querySelector<HTMLElement>('[data-row-link]')
  link?.focus()
  return link !== null
}

type RovingLadders = {
  list: RefObject<VirtualizerHandle | null>
  /** The one that Tab leads to. */
  tabStop: string | undefined
  onFocus: (id: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** Arrow keys that walk a virtual list or grid of ladders, of which one alone is in the order of Tab. */
export const useRovingLadders = (ladders: readonly Ladder[], shownId: string | null, columns = 1): RovingLadders => {
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const list = useRef<VirtualizerHandle>(null)
  const tabStop = [focusedId, shownId, ladders[0]?.id].find((id) => ladders.some((ladder) => ladder.id === id))
  return {
    list,
    tabStop: tabStop ?? undefined,
    onFocus: setFocusedId,
    onKeyDown: (event) => {
      if (!isForRow(event)) return
      const index = ladders.findIndex((ladder) => ladder.id === tabStop)
      const next = ladderAfterKey(event.key, index, ladders.length, columns)
      const ladder = next === null ? undefined : ladders[next]
      if (next === null || !ladder) return
      event.preventDefault()
      setFocusedId(ladder.id)
      const to = next < index ? ({ align: 'start', offset: -headingPx } as const) : ({ align: 'end' } as const)
      if (!rowLink(ladder.id)) list.current?.scrollToIndex(Math.floor(next / columns), to)
      focusWhenDrawn(ladder.id)
    },
  }
}
