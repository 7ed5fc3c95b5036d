import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { formatMonth } from '../../../i18n/format.ts'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { runPath } from '../history-place.ts'
import { toggleChosen, useHistory } from '../history-state.ts'
import { RunCell } from './run-cells.tsx'
import { runColumns } from './run-columns.ts'
import { beginsGroup, runGroup } from './run-group.ts'
import { type ListQuery, useRunAt } from './use-run-pages.ts'

type RunRowProps = {
  list: ListQuery
  index: number
  /** Whether Tab leads to it. The arrow keys lead to the others. */
  isTabStop: boolean
  onFocus: () => void
}

/** A cell that stays in sight where the table scrolls sideways. It leaves the hairline below free. */
const heldCell = 'sticky z-10 mb-px h-7.25 min-w-0 bg-paper group-hover/run:bg-sel group-has-data-chosen/run:bg-sel'

const Name = ({ run, isTabStop, onFocus }: Omit<RunRowProps, 'list' | 'index'> & { run: LabRunSummary }) => {
  const { t } = useTranslation('history')
  const asides = [...(run.isImported ? [t('imported')] : []), ...run.tags, ...(run.hasNotes ? [t('hasNotes')] : [])]
  return (
    <th scope="row" className={classNames(heldCell, 'left-7 flex items-center gap-2 text-left font-normal')}>
      <Link
        href={runPath(run.id)}
        data-row-link={run.id}
        tabIndex={isTabStop ? 0 : -1}
        onFocus={onFocus}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          toggleChosen(run)
        }}
        dir="auto"
        title={run.name}
        className="min-w-16 truncate self-center rounded-chip font-medium hover:underline"
      >
        {run.name}
      </Link>
      {asides.length > 0 && (
        <span
          className="min-w-0 shrink-[2] truncate self-center type-secondary text-ink3 max-narrow:hidden"
          title={asides.join(' · ')}
        >
          {asides.join(' · ')}
        </span>
      )}
    </th>
  )
}

/** A run in the list, below the heading of its group where it begins one. */
export const RunRow = ({ list, index, isTabStop, onFocus }: RunRowProps) => {
  const { t } = useTranslation('history')
  const { run, before, isKnown } = useRunAt(list, index)
  const isChosen = useHistory(({ chosen }) => run !== undefined && chosen.has(run.id))
  if (run === undefined) return <td className="col-span-full h-7.5" />
  const hasHeading = isKnown && beginsGroup(run, before, list.grouping, formatMonth)
  return (
    <>
      {hasHeading && (
        <td className="col-span-full flex h-9 items-end border-b border-rule2 bg-paper pb-1">
          <span className="sticky left-0">
            <SmallCaps>{runGroup(run, list.grouping, formatMonth) || t('nameless')}</SmallCaps>
          </span>
        </td>
      )}
      <td data-chosen={isChosen ? '' : undefined} className={classNames(heldCell, 'left-0 grid place-items-center')}>
        <Checkbox
          className="translate-y-0.5"
          checked={isChosen}
          onChange={() => toggleChosen(run)}
          tabIndex={isTabStop ? 0 : -1}
        >
          <span className="sr-only">{t('choose', { name: run.name })}</span>
        </Checkbox>
      </td>
      <Name run={run} isTabStop={isTabStop} onFocus={onFocus} />
      {runColumns.map((column) => (
        <RunCell key={column} run={run} column={column} />
      ))}
    </>
  )
}
