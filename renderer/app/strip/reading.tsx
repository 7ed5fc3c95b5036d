import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'

type ReadingPartsProps = {
  value: string
  unit: ReactNode
  provenance: ReactNode
  side?: ReactNode
  /** What stands at the side is as high as the figure alone, and the line below has the whole width. */
  isSideShort?: boolean
}

/** Of a curve beside a figure. */
export const curveWidth = 60

/** A figure longer than this is a range, and is set smaller. */
export const longFigure = 7
/** A figure longer than this is set smaller where the window is not wide. */
const shortFigure = 6

/** A figure of the strip in its grid, which a cell or the button in a cell is. */
export const readingGrid =
  'grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] grid-rows-[24px_16px] content-center gap-x-2 overflow-hidden border-l border-rule px-4 text-left max-medium:gap-x-2 max-medium:px-2.5'

/** Ranges make room for their unit. */
const sizeOf = ({ length }: string): string => {
  if (length > longFigure) return 'text-[13px]! max-wide:text-[12px]!'
  return length > shortFigure ? 'max-wide:text-[13px]!' : 'max-medium:text-[15px]'
}

/** What stands in a cell: the figure with its unit, how it is known, and its course. */
export const ReadingParts = ({ value, unit, provenance, side, isSideShort = false }: ReadingPartsProps) => (
  <>
    <span className="truncate whitespace-nowrap">
      <span className={classNames('type-reading', sizeOf(value))}>{value}</span>{' '}
      <span className="type-secondary text-ink2">{unit}</span>
    </span>
    <span className={classNames('row-start-2 flex min-w-0', isSideShort && 'col-span-full')}>{provenance}</span>
    {side && (
      <span className={classNames('col-start-2 row-start-1 self-center', !isSideShort && 'row-span-2')}>{side}</span>
    )}
  </>
)

type ReadingProps = ReadingPartsProps & { className?: string; title?: string | undefined }

/** A cell of the strip. */
export const Reading = ({ className, title, ...parts }: ReadingProps) => (
  <div title={title} className={classNames(readingGrid, className)}>
    <ReadingParts {...parts} />
  </div>
)
