import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Router, useLocation } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { ImportTray } from '../features/library/imports/import-tray.tsx'
import { OpenFileDialog } from '../features/library/open-file-dialog.tsx'
import { interfaceStore, useInterface } from '../stores/interface.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { ContentsColumn } from './contents-column.tsx'
import { DropOverlay } from './drop-overlay.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Masthead } from './masthead.tsx'
import { MeterStrip } from './meter-strip.tsx'
import { QuantizeDialogHost } from './quantize-dialog-host.tsx'
import { SectionPage } from './section-page.tsx'
import { parseLocation } from './sections.ts'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { toggleContents, useFrameShortcuts } from './use-frame-shortcuts.ts'
import { useMediaQuery } from './use-media-query.ts'
import { useSettingsEffects } from './use-settings-effects.ts'
import { useWindowDrawn } from './use-window-drawn.ts'

const narrowQuery = '(max-width: 1099.98px)'

const Bands = () => {
  const { t } = useTranslation('app')
  const [path] = useLocation()
  const place = parseLocation(path)
  const isNarrow = useMediaQuery(narrowQuery)
  const isContentsOpen = useInterface((state) => (isNarrow ? state.isContentsOverlaid : state.isContentsShown))
  useEffect(() => {
    if (place.section === 'chat') interfaceStore.setState({ lastChatPath: path })
  }, [place.section, path])
  useSettingsEffects()
  useWindowDrawn()
  useFrameShortcuts(isNarrow)
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the overlay that led there.
  useEffect(() => interfaceStore.setState({ isContentsOverlaid: false }), [path])

  return (
    <div className="relative isolate grid h-full overflow-clip grid-cols-[minmax(0,1fr)] grid-rows-[48px_auto_minmax(0,1fr)_52px]">
      <button
        type="button"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:bg-raise focus:px-3 focus:py-1"
        onClick={() => document.getElementById('page')?.focus()}
      >
        {t('skipToPage')}
      </button>
      <Masthead section={place.section} isContentsOpen={isContentsOpen} onContents={() => toggleContents(isNarrow)} />
      <ConnectionBanner />
      <div className="flex min-h-0">
        <ContentsColumn {...place} isNarrow={isNarrow} />
        <main id="page" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          <ErrorBoundary key={place.section}>
            <SectionPage {...place} />
          </ErrorBoundary>
        </main>
      </div>
      <MeterStrip />
      <ShortcutsDialog />
      <OpenFileDialog />
      <QuantizeDialogHost />
      <ImportTray />
      <DropOverlay />
    </div>
  )
}

/** The three bands of every screen: masthead, page, meter strip. */
export const Frame = () => (
  <Router hook={useHashLocation}>
    <Bands />
  </Router>
)
