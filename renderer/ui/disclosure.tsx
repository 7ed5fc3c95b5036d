import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

type DisclosureProps = {
  title: ReactNode
  /** What is inside, in a word or a figure, at the right. */
  note?: ReactNode
  isOpenAtFirst?: boolean
  children: ReactNode
}

/** A part of a page that is closed until it is wanted. What is in it is not drawn before. */
export const Disclosure = ({ title, note, isOpenAtFirst = false, children }: DisclosureProps) => (
  <Collapsible.Root defaultOpen={isOpenAtFirst} className="border-b border-rule">
    <h3>
      <Collapsible.Trigger className="group/disclosure flex min-h-9 w-full items-center gap-2 rounded-chip text-left hover:text-ink focus-visible:-outline-offset-2">
        <ChevronRight
          size={16}
          strokeWidth={1.5}
          aria-hidden
          className="shrink-0 text-ink3 transition-transform duration-120 group-data-[panel-open]/disclosure:rotate-90"
        />
        <span className="flex-1 font-[550]">{title}</span>
        {note !== undefined && <span className="type-secondary text-ink3">{note}</span>}
      </Collapsible.Trigger>
    </h3>
    <Collapsible.Panel className="pb-4">{children}</Collapsible.Panel>
  </Collapsible.Root>
)
