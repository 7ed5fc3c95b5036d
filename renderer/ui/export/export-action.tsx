import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { SmallCaps } from '../small-caps.tsx'

type ExportActionProps = {
  icon: LucideIcon
  disabled?: boolean
  /** How much of it there is, at the right. */
  note?: string
  onSelect: () => void
  children: ReactNode
}

/** Something that can be taken away. */
export const ExportAction = ({ icon: Icon, disabled = false, note, onSelect, children }: ExportActionProps) => (
  <button
    type="button"
    disabled={disabled}
    onClick={onSelect}
    className="flex min-h-8 w-full items-center gap-2.5 rounded-chip px-2.5 py-1 text-left hover:bg-sel focus-visible:-outline-offset-2 disabled:text-ink3"
  >
    <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
    <span className="flex-1">{children}</span>
    {note !== undefined && <span className="type-side-figure whitespace-nowrap text-ink2">{note}</span>}
  </button>
)

/** What belongs together, under a heading, parted from the group before. */
export const ExportGroup = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form, which this is not.
    <div role="group" aria-labelledby={id} className="border-rule not-first:mt-1.5 not-first:border-t not-first:pt-1.5">
      <div className="px-2.5 py-1">
        <SmallCaps id={id}>{title}</SmallCaps>
      </div>
      {children}
    </div>
  )
}
