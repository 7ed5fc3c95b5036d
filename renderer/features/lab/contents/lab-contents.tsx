import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { EyeOff, Plus } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { ContentsSearch } from '../../../app/contents-search.tsx'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatShortDay } from '../../../i18n/format.ts'
import { closeContentsOverlay } from '../../../stores/interface.ts'
import { useLabProgress } from '../../../stores/stores.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { isForRow, rowAfterKey } from '../../../ui/roving.ts'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { blindPath, parseLabPlace, setupPath } from '../lab-place.ts'
import { useTimeLeft } from '../use-time-left.ts'
import { groupRuns } from './experiment-group.ts'
import { RunRow } from './run-row.tsx'
import { ThisMachine } from './this-machine.tsx'

/** More than anybody looks through here: the history lists all. */
const mostRuns = 200

/** The run at work or paused, above all others. */
const PresentRun = ({ currentId }: { currentId: string | null }) => {
  const { t } = useTranslation('lab')
  const run = useLabProgress(({ runId, name, state }) => ({ runId, name, state }))
  const left = useTimeLeft()
  if (!run) return null
  const isPaused = run.state === 'paused'
  return (
    <>
      <div className="px-2 pt-2 pb-1">
        <SmallCaps as="h2">{t(isPaused ? 'contents.paused' : 'contents.running')}</SmallCaps>
      </div>
      <RunRow
        runId={run.runId}
        name={run.name}
        figure={isPaused ? '' : (left?.central ?? '')}
        isCurrent={run.runId === currentId}
        isLive={!isPaused}
      />
    </>
  )
}

const Runs = ({ query, currentId }: { query: string; currentId: string | null }) => {
  const { t } = useTranslation('lab')
  const procedures = useProcedures()
  const presentId = useLabProgress(({ runId }) => runId)
  const { data, error } = useQuery(
    procedures.lab.list.queryOptions({
      input: { ...(query !== '' && { text: query }), offset: 0, limit: mostRuns },
      placeholderData: keepPreviousData,
    }),
  )
  if (error) return <ProblemNotice problem={problemOf(error)} className="mx-2 mt-2" />
  if (!data) return null
  const runs = data.runs.filter(({ id }) => id !== presentId)
  if (runs.length === 0 && !presentId) {
    return (
      <div className="-mx-2">
        <EmptyState>{t(query === '' ? 'contents.empty' : 'contents.noMatch')}</EmptyState>
      </div>
    )
  }
  return groupRuns(runs).map(({ group, runs: found }) => (
    <section key={group} aria-label={t(`contents.group.${group}`)}>
      <div className="px-2 pt-3 pb-1">
        <SmallCaps as="h2">{t(`contents.group.${group}`)}</SmallCaps>
      </div>
      {found.map(({ id, name, state, startedAtMs }) => (
        <RunRow
          key={id}
          runId={id}
          name={name}
          figure={formatShortDay(startedAtMs)}
          stateWord={state === 'done' || state === 'running' ? '' : t(`contents.state.${state}`)}
          isCurrent={id === currentId}
        />
      ))}
    </section>
  ))
}

/** Moves the focus from run to run with the arrow keys, and back into the search above the first. */
const moveFocus = (event: KeyboardEvent<HTMLElement>, onLeave: () => void): void => {
  if (!isForRow(event)) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const next = rowAfterKey(
    event.key,
    event.target instanceof HTMLElement ? rows.indexOf(event.target) : -1,
    rows.length,
  )
  if (next === null) return
  event.preventDefault()
  if (next < 0) onLeave()
  else rows[next]?.focus()
}

/** The contents column of the lab: the run at work, every experiment by what was swept, and this machine. */
export const LabContents = () => {
  const { t } = useTranslation('lab')
  const [path, navigate] = useLocation()
  const place = parseLabPlace(path)
  const currentId = place.view === 'run' ? place.runId : null
  const [query, setQuery] = useState('')
  const deferredQuery = useDeferredValue(query.trim())
  const column = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const focusSearch = () => column.current?.querySelector<HTMLElement>('[data-contents-search]')?.focus()
  return (
    <>
      <div ref={column} className="flex gap-2 px-3 pt-3 pb-1">
        <ContentsSearch
          query={query}
          onQuery={setQuery}
          label={t('contents.search')}
          hint={t('contents.searchHint')}
          onLeave={() => list.current?.querySelector<HTMLElement>('[data-row-link]')?.focus()}
        />
        <IconButton
          icon={Plus}
          size="bordered"
          label={t('contents.new')}
          onClick={() => {
            closeContentsOverlay()
            navigate(setupPath)
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys lead from one link to the next. */}
      <div
        ref={list}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-3 -outline-offset-2!"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
        tabIndex={0}
        onKeyDown={(event) => moveFocus(event, focusSearch)}
      >
        <PresentRun currentId={currentId} />
        <Runs query={deferredQuery} currentId={currentId} />
      </div>
      <Link
        href={blindPath}
        aria-current={place.view === 'blind' ? 'page' : undefined}
        onClick={closeContentsOverlay}
        className={classNames(
          'flex h-9 items-center gap-2 border-t border-rule px-4 hover:bg-sel focus-visible:-outline-offset-2',
          place.view === 'blind' ? 'bg-sel font-medium text-ink' : 'text-ink2',
        )}
      >
        <EyeOff size={16} strokeWidth={1.5} aria-hidden />
        {t('contents.blind')}
      </Link>
      <ThisMachine />
    </>
  )
}
