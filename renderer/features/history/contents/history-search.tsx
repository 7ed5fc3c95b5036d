import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shortcutKeys } from '../../../app/shortcuts.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { changeFilter, useHistory } from '../history-state.ts'

/** The search over names, models, labels, tags and notes. The down arrow goes into the list of runs. */
export const HistorySearch = () => {
  const { t } = useTranslation('history')
  const text = useHistory(({ filter }) => filter.text) ?? ''
  const search = (next: string) => changeFilter('text', next === '' ? undefined : next)
  return (
    <label className="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-control border border-edge bg-paper px-[7px] text-ink3 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
      <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      <input
        type="search"
        data-contents-search
        value={text}
        maxLength={200}
        placeholder={t('search')}
        aria-label={t('search')}
        className="w-full min-w-0 bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            document.querySelector<HTMLElement>('#page [data-row-link][tabindex="0"]')?.focus()
          } else if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            event.stopPropagation()
            search('')
          }
        }}
      />
      {text === '' && (
        <Kbd keys={shortcutKeys('search')} className="shrink-0 tracking-tighter whitespace-nowrap text-ink3" />
      )}
    </label>
  )
}
