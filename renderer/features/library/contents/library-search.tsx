import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ContentsSearch } from '../../../app/contents-search.tsx'
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
  const askHub = () => {
    if (search.trim() === '') return
    hub.search(search)
    searchToHub()
    navigate(libraryPath('hub'))
  }
  return (
    <ContentsSearch
      query={search}
      onQuery={setSearch}
      label={t('searchLibrary')}
      hint={t('searchHint')}
      onLeave={focusLadders}
      onEnter={askHub}
    />
  )
}
