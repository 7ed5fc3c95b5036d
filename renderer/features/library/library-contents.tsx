import { Download, Globe, LibraryBig, Sprout } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useDownloadsState, useModelsState } from '../../stores/stores.tsx'
import { SmallCaps } from '../../ui/small-caps.tsx'
import { AddFolder } from './contents/add-folder-dialog.tsx'
import { ContentsLink } from './contents/contents-row.tsx'
import { DiskLine } from './contents/disk-line.tsx'
import { FilterList } from './contents/filter-list.tsx'
import { FolderList } from './contents/folder-list.tsx'
import { LibrarySearch } from './contents/library-search.tsx'
import { useCatalog } from './discover/use-catalog.ts'
import { isUnderWay } from './downloads/download-figures.ts'
import { groupIntoLadders } from './installed/ladder.ts'
import { countFilters } from './installed/model-filter.ts'
import { libraryPath, libraryViews, parseLibraryPlace } from './library-place.ts'

const icons = { installed: LibraryBig, downloads: Download, hub: Globe, catalog: Sprout }

/** The contents column of the library: its views, what the list can be narrowed to, the folders and the disk. */
export const LibraryContents = () => {
  const { t } = useTranslation('library')
  const [path] = useLocation()
  const place = parseLibraryPlace(path)
  const models = useModelsState((state) => state.models)
  const underWay = useDownloadsState((state) => state.downloads.filter(isUnderWay).length)
  const catalog = useCatalog()
  const ladders = useMemo(() => groupIntoLadders(models ?? [], null), [models])
  const counts = useMemo(() => countFilters(ladders), [ladders])
  const figures = {
    installed: models && ladders.length,
    downloads: underWay || undefined,
    hub: undefined,
    catalog: catalog.data?.length || undefined,
  }
  return (
    <>
      <div className="flex gap-2 px-3 pt-3 pb-1">
        <LibrarySearch />
        <AddFolder />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3 -outline-offset-2!" tabIndex={0}>
        <nav aria-label={t('title')}>
          <div className="px-2 pt-2 pb-1">
            <SmallCaps as="h2">{t('title')}</SmallCaps>
          </div>
          {libraryViews.map((view) => (
            <ContentsLink
              key={view}
              icon={icons[view]}
              href={libraryPath(view)}
              isCurrent={place.view === view}
              figure={figures[view]}
            >
              {t(`view.${view}`)}
            </ContentsLink>
          ))}
        </nav>
        {place.view === 'installed' && ladders.length > 0 && <FilterList counts={counts} />}
        <FolderList />
      </div>
      <DiskLine />
    </>
  )
}
