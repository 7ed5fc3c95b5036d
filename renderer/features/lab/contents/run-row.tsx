import { Link } from 'wouter'
import { closeContentsOverlay } from '../../../stores/interface.ts'
import { classNames } from '../../../ui/class-names.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { runPath } from '../lab-place.ts'

type RunRowProps = {
  runId: string
  name: string
  /** When it was, or how long it still takes. */
  figure: string
  isCurrent: boolean
  /** Something that is not simply done, in a word; empty where it is. */
  stateWord?: string
  isLive?: boolean
}

/** A run in the contents column. */
export const RunRow = ({ runId, name, figure, isCurrent, stateWord = '', isLive = false }: RunRowProps) => (
  <Link
    href={runPath(runId)}
    data-row-link={runId}
    aria-current={isCurrent ? 'page' : undefined}
    onClick={closeContentsOverlay}
    className={classNames(
      'flex h-7 items-center gap-2 rounded-chip px-2 hover:bg-sel focus-visible:-outline-offset-2',
      isCurrent ? 'bg-sel font-medium text-ink' : 'text-ink2',
    )}
  >
    {isLive && <StatusDot state="live" />}
    <span className="min-w-0 flex-1 truncate" dir="auto" title={name}>
      {name}
    </span>
    {stateWord !== '' && <span className="shrink-0 type-badge text-ink3">{stateWord}</span>}
    <span className="shrink-0 type-side-figure font-normal text-ink3">{figure}</span>
  </Link>
)
