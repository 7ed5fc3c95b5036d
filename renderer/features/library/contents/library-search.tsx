import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { shortcutKeys } from '../../../app/shortcuts.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { useHubSearch } from '../discover/use-hub-search.ts'
import { focusLadders } from '../installed/use-roving-ladders.ts'
import { libraryPath } from '../library-place.ts'
import { searchToHub, setSearch, useLibrary } from '../library-state.ts'

/** The library's search: typing narrows what is installed, the down arrow goes to it, Enter asks the hub. */
export const LibrarySearch = () => {
  const { t } = useTranslation('library')
  const [, navigate] = useLocation()
  const search = useLibrary((state) => state.search)
  const hub = useHubSearch()
  return (
    <label className="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-control border border-edge bg-paper px-[7px] text-ink3 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
      <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      <input
        type="search"
        data-contents-search
        value={search}
        maxLength={200}
        placeholder={t('searchHint')}
        aria-label={t('searchLibrary')}
        className="w-full min-w-0 bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && search.trim() !== '') {
            event.preventDefault()
            hub.search(search)
            searchToHub()
            navigate(libraryPath('hub'))
          } else if (event.key === 'ArrowDown' && focusLadders()) {
            event.preventDefault()
          } else if (event.key === 'Escape' && search !== '') {
            event.preventDefault()
            event.stopPropagation()
            setSearch('')
          }
        }}
      />
      {search === '' && (
        <Kbd keys={shortcutKeys('search')} className="shrink-0 tracking-tighter whitespace-nowrap text-ink3" />
      )}
    </label>
  )
}
