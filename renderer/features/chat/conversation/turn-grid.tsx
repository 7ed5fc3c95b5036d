import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'

/** The chat's columns: margin, prose, notes. Narrow windows lose the notes, then put the margin above the text. */
export const chatColumns =
  'grid grid-cols-[112px_minmax(0,640px)_208px] justify-center gap-x-8 px-6 max-wide:grid-cols-[112px_minmax(0,640px)] max-medium:grid-cols-[minmax(0,640px)]'

type TurnGridProps = {
  label: string
  /** Speaker, time and branches. */
  margin: ReactNode
  notes?: ReactNode
  children: ReactNode
  /** A search led here. */
  isMarked?: boolean
}

/** One question or answer in the columns. */
export const TurnGrid = ({ label, margin, notes, children, isMarked = false }: TurnGridProps) => (
  <article aria-label={label} className={classNames(chatColumns, 'group/turn pt-5')}>
    <div className="min-w-0 pt-2 text-right max-medium:mb-1 max-medium:flex max-medium:min-h-6 max-medium:items-center max-medium:gap-2 max-medium:pt-0 max-medium:text-left">
      {margin}
    </div>
    <div
      className={classNames(
        'min-w-0',
        isMarked && 'relative before:absolute before:inset-y-1.5 before:-left-4 before:w-0.5 before:bg-goldmark',
      )}
    >
      {children}
    </div>
    {notes && <aside className="pt-2 type-secondary text-ink2 max-wide:hidden">{notes}</aside>}
  </article>
)
