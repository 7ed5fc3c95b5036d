import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useMediaQuery } from '../../app/use-media-query.ts'
import { useModelsState } from '../../stores/stores.tsx'
import { SmallCaps } from '../../ui/small-caps.tsx'
import { DetailsPanel } from './details/details-panel.tsx'
import { CatalogPage } from './discover/catalog-page.tsx'
import { HubPage } from './discover/hub-page.tsx'
import { DownloadsPage } from './downloads/downloads-page.tsx'
import { InstalledView } from './installed/installed-view.tsx'
import { useInstalled } from './installed/use-installed.ts'
import { libraryPath, parseLibraryPlace } from './library-place.ts'

/** The page is wide enough for the details beside the list; below that they take its place. */
const wideQuery = '(min-width: 1280px)'

const Beside = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation('library')
  return (
    <section
      aria-label={t('detail')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
      tabIndex={0}
      className="overflow-y-auto border-l border-rule p-6 -outline-offset-2!"
    >
      <SmallCaps as="h2">{t('detail')}</SmallCaps>
      {children}
    </section>
  )
}

const InPlace = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation('library')
  const section = useRef<HTMLElement>(null)
  // The link that led here is gone, and the focus with it.
  useEffect(() => section.current?.focus({ preventScroll: true }), [])
  return (
    <section
      ref={section}
      aria-label={t('detail')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
      tabIndex={0}
      className="h-full overflow-y-auto px-6 py-4 -outline-offset-2!"
    >
      <div className="mx-auto max-w-160">
        <h1 className="sr-only">{t('detail')}</h1>
        <Link
          href={libraryPath('installed')}
          className="inline-flex h-8 items-center gap-2 rounded-chip pr-2 text-ink2 hover:text-ink"
        >
          <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
          {t('back')}
        </Link>
        {children}
      </div>
    </section>
  )
}

const Installed = ({ modelId }: { modelId: string | null }) => {
  const state = useModelsState((models) => models)
  const installed = useInstalled(state)
  const isWide = useMediaQuery(wideQuery)
  if (!state) return null
  const { ladders, shown } = installed
  const byId = (id: string | null) => ladders.find((ladder) => ladder.models.some((model) => model.id === id))
  const asked = byId(modelId)
  // Beside the list there is always something to read: what is chosen, else the first of the list.
  const ladder = asked ?? (isWide ? (byId(state.chosenModelId) ?? shown[0] ?? ladders[0]) : undefined) ?? null
  const model = ladder?.models.find((candidate) => candidate.id === modelId) ?? ladder?.current
  const details = ladder && model && (
    <DetailsPanel key={model.id} model={model} siblings={ladder.models} chosenModelId={state.chosenModelId} />
  )
  if (!isWide) {
    return details ? (
      <InPlace>{details}</InPlace>
    ) : (
      <InstalledView state={state} installed={installed} shownLadder={null} />
    )
  }
  return (
    <div className={details ? 'grid h-full grid-cols-[minmax(0,1fr)_336px]' : 'h-full'}>
      <InstalledView state={state} installed={installed} shownLadder={ladder} />
      {details && <Beside key={ladder?.id}>{details}</Beside>}
    </div>
  )
}

/** The library: what is installed with its details, what is on its way, and what could be had. */
export const LibraryPage = () => {
  const [path] = useLocation()
  const { view, modelId } = parseLibraryPlace(path)
  switch (view) {
    case 'downloads':
      return <DownloadsPage />
    case 'hub':
      return <HubPage />
    case 'catalog':
      return <CatalogPage />
    default:
      return <Installed modelId={modelId} />
  }
}
