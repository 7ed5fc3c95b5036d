import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shortcutKeys } from '../../../app/shortcuts.ts'
import { Kbd } from '../../../ui/kbd.tsx'

type LabSearchProps = { query: string; onQuery: (query: string) => void; onLeave: () => void }

/** The search over the experiments. The down arrow goes into the list. */
export const LabSearch = ({ query, onQuery, onLeave }: LabSearchProps) => {
  const { t } = useTranslation('lab')
  return (
    <label className="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-control border border-edge bg-paper px-[7px] text-ink3 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
      <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      <input
        type="search"
        data-contents-search
        value={query}
        maxLength={200}
        placeholder={t('contents.searchHint')}
        aria-label={t('contents.search')}
        className="w-full min-w-0 bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
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
}
