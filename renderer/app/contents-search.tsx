import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { Kbd } from '../ui/kbd.tsx'
import { shortcutKeys } from './shortcuts.ts'

type ContentsSearchProps = {
  query: string
  onQuery: (query: string) => void
  label: string
  hint: string
  maxLength?: number
  /** The down arrow: into what was found. */
  onLeave: () => void
  onEnter?: () => void
  ref?: Ref<HTMLInputElement>
}

/** The search at the top of a contents column. Escape empties it. */
export const ContentsSearch = ({
  query,
  onQuery,
  label,
  hint,
  maxLength = 200,
  onLeave,
  onEnter,
  ref,
}: ContentsSearchProps) => (
  <label className="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-control border border-edge bg-paper px-[7px] text-ink3 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
    <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
    <input
      ref={ref}
      type="search"
      data-contents-search
      value={query}
      maxLength={maxLength}
      placeholder={hint}
      aria-label={label}
      className="w-full min-w-0 bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
      onChange={(event) => onQuery(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && onEnter && !event.nativeEvent.isComposing) {
          event.preventDefault()
          onEnter()
        } else if (event.key === 'ArrowDown') {
          event.preventDefault()
          onLeave()
        } else if (event.key === 'Escape' && query !== '') {
          event.preventDefault()
          event.stopPropagation()
          onQuery('')
        }
      }}
    />
    {query === '' && (
      <Kbd keys={shortcutKeys('search')} className="shrink-0 tracking-tighter whitespace-nowrap text-ink3" />
    )}
  </label>
)
