import { type KeyboardEvent, type Ref, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type CustomContainerComponentProps,
  type CustomItemComponentProps,
  Virtualizer,
  type VirtualizerHandle,
} from 'virtua'
import { classNames } from '../../../ui/class-names.ts'
import { isForRow, rowAfterKey } from '../../../ui/roving.ts'
import { isFigure, leastWidth, runColumns, runGrid } from './run-columns.ts'
import { RunRow } from './run-row.tsx'
import type { ListQuery } from './use-run-pages.ts'

const headingPx = 30
const rowPx = 30
/** Frames in which a row that was far away is drawn and fetched; after that it is given up. */
const mostFrames = 60

const linkAt = (table: HTMLElement | null, index: number) =>
  table?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"] [data-row-link]`)

const columnHead = 'text-left font-normal'

/** The hairline below a row, painted and no border: what lays the rows out does not count borders. */
const rowRule = 'bg-[linear-gradient(var(--rule),var(--rule))] bg-[length:100%_1px] bg-bottom bg-no-repeat'

/** The rows as a block of their own: else a table of its own would be made around them, of another width than the heading's. */
const Body = ({ ref, style, children }: CustomContainerComponentProps) => (
  <tbody ref={ref} style={style} className="block">
    {children}
  </tbody>
)

/** A row of the table, laid out by itself: only those in sight are there. */
const Row = ({ ref, style, index, children }: CustomItemComponentProps & { ref?: Ref<HTMLTableRowElement> }) => (
  <tr
    ref={ref}
    style={style}
    aria-rowindex={index + 2}
    className={classNames(
      runGrid,
      rowRule,
      'group/run w-full scroll-mt-7.5 items-center hover:bg-sel has-data-chosen:bg-sel',
    )}
  >
    {children}
  </tr>
)

type RunTableProps = { list: ListQuery; total: number }

/** All runs that the filter lets through. Those in sight are drawn and fetched; arrows walk them, the space bar chooses, Enter opens. */
export const RunTable = ({ list, total }: RunTableProps) => {
  const { t } = useTranslation('history')
  const scroller = useRef<HTMLElement>(null)
  const rows = useRef<VirtualizerHandle>(null)
  const [focused, setFocused] = useState(0)
  const tabStop = Math.min(focused, total - 1)
  const indexes = useMemo(() => Array.from({ length: total }, (_, index) => index), [total])
  const focus = (index: number, frames = 0): void => {
    const link = linkAt(scroller.current, index)
    link?.focus({ preventScroll: true })
    // Not below the heading that stays at the top: the row says itself how much room it wants.
    if (link) link.closest('tr')?.scrollIntoView({ block: 'nearest' })
    else if (frames < mostFrames) requestAnimationFrame(() => focus(index, frames + 1))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isForRow(event)) return
    const next = rowAfterKey(event.key, tabStop, total)
    if (next === null || next < 0) return
    event.preventDefault()
    setFocused(next)
    if (!linkAt(scroller.current, next)) rows.current?.scrollToIndex(next, { align: 'nearest' })
    focus(next)
  }
  return (
    <section
      ref={scroller}
      aria-label={t('title')}
      className="min-h-0 flex-1 overflow-auto border-y-[1.5px] border-ink2"
      onKeyDown={onKeyDown}
    >
      <table aria-label={t('title')} aria-rowcount={total + 1} className={classNames('block', leastWidth)}>
        <thead className="sticky top-0 z-20 block">
          <tr
            style={{ height: headingPx }}
            className={classNames(runGrid, 'items-center border-b border-rule2 bg-paper type-secondary text-ink2')}
          >
            <th scope="col" className="sticky left-0 h-full bg-paper">
              <span className="sr-only">{t('column.chosen')}</span>
            </th>
            <th scope="col" className={classNames(columnHead, 'sticky left-7 z-10 flex h-full items-center bg-paper')}>
              {t('column.name')}
            </th>
            {runColumns.map((column) => (
              <th
                scope="col"
                key={column}
                className={classNames(
                  isFigure[column] ? 'text-right font-normal' : columnHead,
                  column === 'quality' && 'pl-2',
                )}
              >
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <Virtualizer
          ref={rows}
          scrollRef={scroller}
          startMargin={headingPx}
          data={indexes}
          itemSize={rowPx}
          as={Body}
          item={Row}
        >
          {(index) => (
            <RunRow
              key={index}
              list={list}
              index={index}
              isTabStop={index === tabStop}
              onFocus={() => setFocused(index)}
            />
          )}
        </Virtualizer>
      </table>
    </section>
  )
}
