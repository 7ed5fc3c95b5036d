import type { ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'

type PageProps = {
  title: string
  sub?: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string
  /** The element that scrolls. */
  ref?: Ref<HTMLDivElement>
}

/** A page other than the chat: title, a line about what is in it, and actions at the right. It scrolls as a whole. */
export const Page = ({ title, sub, actions, children, className, ref }: PageProps) => (
  <div
    ref={ref}
    className={classNames('relative h-full overflow-y-auto px-10 pb-10 max-medium:px-6', className)}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
    tabIndex={0}
  >
    {/* Room above it is its own: that of what scrolls would keep headings that stay from the top, with rows showing above them. */}
    <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-2 pt-5 max-medium:pt-4">
      {/* Beside many actions the line would be a column of single words: they go below it then. */}
      <div className="min-w-0 flex-[1_1_12rem]">
        <h1 className="type-page-title">{title}</h1>
        {sub && <p className="mt-0.5 text-ink2">{sub}</p>}
      </div>
      {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
    </div>
    {children}
  </div>
)
