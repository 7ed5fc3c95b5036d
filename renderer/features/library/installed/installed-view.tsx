import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ModelsState } from '#contract/models.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { openGgufFile } from '../../../stores/interface.ts'
import { useDownloadsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'
import { CatalogList } from '../discover/catalog-page.tsx'
import { ArrivingRows } from '../downloads/arriving-row.tsx'
import { hasEnded } from '../downloads/download-figures.ts'
import { libraryPath } from '../library-place.ts'
import { clearFilter, useLibrary } from '../library-state.ts'
import { StarterStatus } from '../starter-status.tsx'
import { BrokenFiles } from './broken-files.tsx'
import { InstalledToolbar } from './installed-toolbar.tsx'
import type { Ladder } from './ladder.ts'
import { LadderList } from './ladder-list.tsx'
import { isFiltering } from './model-filter.ts'
import { ModelGrid } from './model-grid.tsx'
import type { useInstalled } from './use-installed.ts'

const offersInSight = 4

const StarterSection = ({ state }: { state: ModelsState }) => {
  const { t } = useTranslation('library')
  const { phase } = state.starter
  // Who declined it and has models of their own is not asked again; the catalogue still has it.
  if (phase === 'ready' || (phase === 'declined' && state.models.length > 0)) return null
  if (state.models.some((model) => model.isStarter)) return null
  return (
    <section className="mt-10 max-w-160 border-t border-rule pt-3">
      <h2 className="font-semibold">{t('starter.name')}</h2>
      <StarterStatus starter={state.starter} />
    </section>
  )
}

/** The first of the catalogue, below what is installed: the way to more. */
const MoreModels = () => {
  const { t } = useTranslation('library')
  return (
    <section aria-labelledby="more-models" className="mt-12">
      <div className="flex items-baseline justify-between pb-1.5">
        <h2 id="more-models" className="type-section">
          {t('more.title')}
        </h2>
        <span className="flex gap-4">
          {(['catalog', 'hub'] as const).map((view) => (
            <Link
              key={view}
              href={libraryPath(view)}
              className="rounded-chip underline decoration-edge underline-offset-[3px] hover:decoration-ink"
            >
              {t(`more.${view}`)}
            </Link>
          ))}
        </span>
      </div>
      <CatalogList limit={offersInSight} />
    </section>
  )
}

/** How many of the installed models the filter leaves, with the way to all of them. */
const FilterLine = ({ shown, all }: { shown: number; all: number }) => {
  const { t } = useTranslation('library')
  return (
    <p role="status" className="mb-2 flex min-h-6 items-center gap-3 text-ink2">
      {t('filter.shown', { count: shown, all: formatNumber(all) })}
      <Button variant="text" size="inline" onClick={clearFilter}>
        {t('filter.clear')}
      </Button>
    </p>
  )
}

type InstalledViewProps = {
  state: ModelsState
  installed: ReturnType<typeof useInstalled>
  /** The ladder whose details are shown beside the list. */
  shownLadder: Ladder | null
}

/** The models on this machine: a list of ladders or cards, what is on its way, what is broken, and the way to more. */
export const InstalledView = ({ state, installed, shownLadder }: InstalledViewProps) => {
  const { t } = useTranslation('library')
  const scroller = useRef<HTMLDivElement>(null)
  const layout = useLibrary((library) => library.layout)
  const isNarrowed = useLibrary(({ filter, search }) => isFiltering(filter) || search.trim() !== '')
  const arriving = useDownloadsState(({ downloads }) => downloads.filter((download) => !hasEnded(download)).length) ?? 0
  const { ladders, shown, broken, limits, axis, offers } = installed
  const files = ladders.reduce((sum, ladder) => sum + ladder.models.length, 0)
  const contextTokens = state.models[0]?.fit.contextTokens
  const list = {
    ladders: shown,
    offers,
    axis,
    scroller,
    shownId: shownLadder?.id ?? null,
    chosenModelId: state.chosenModelId,
  }
  const rows = <ArrivingRows axis={axis} />
  return (
    <Page
      ref={scroller}
      className="wide:pr-8"
      title={t('title')}
      sub={
        ladders.length > 0 && (
          <>
            {t('count.models', { count: ladders.length })} {t('count.files', { count: files })}{' '}
            {layout === 'list' && t('legend', { tokens: formatNumber(contextTokens ?? null) })}
          </>
        )
      }
      actions={<InstalledToolbar />}
    >
      {isNarrowed && ladders.length > 0 && <FilterLine shown={shown.length} all={ladders.length} />}
      {ladders.length === 0 && arriving === 0 && (
        <div className="-ml-4">
          <EmptyState action={<Button onClick={openGgufFile}>{t('openFile')}</Button>}>{t('noModels')}</EmptyState>
        </div>
      )}
      {(shown.length > 0 || (arriving > 0 && !isNarrowed)) &&
        (layout === 'list' ? (
          <LadderList {...list} limits={limits}>
            {!isNarrowed && rows}
          </LadderList>
        ) : (
          <>
            {!isNarrowed && rows}
            <ModelGrid {...list} />
          </>
        ))}
      {isNarrowed && ladders.length > 0 && shown.length === 0 && (
        <div className="-ml-4">
          <EmptyState>{t('noMatch')}</EmptyState>
        </div>
      )}
      <BrokenFiles models={broken} />
      {!isNarrowed && <MoreModels />}
      <StarterSection state={state} />
    </Page>
  )
}
