import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useDownloadsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'
import { AddressDialog } from '../discover/address-dialog.tsx'
import { libraryPath } from '../library-place.ts'
import { hasEnded, isUnderWay } from './download-figures.ts'
import { DownloadItem } from './download-item.tsx'
import { DownloadLimit } from './download-limit.tsx'
import { useDownloadActions } from './use-download-actions.ts'

/** The queue of downloads, and those that have ended. */
export const DownloadsPage = () => {
  const { t } = useTranslation('downloads')
  const [, navigate] = useLocation()
  const { clearEnded } = useDownloadActions()
  const downloads = useDownloadsState((state) => state.downloads)
  if (!downloads) return null
  const underWay = downloads.filter(isUnderWay)
  const ended = downloads.filter((download) => !isUnderWay(download))
  const waiting = underWay.filter((download) => !hasEnded(download))
  return (
    <Page title={t('title')} sub={t('sub')} actions={<AddressDialog />}>
      <div>
        <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b-[1.5px] border-ink2 pb-2">
          <h2 className="type-section">{t('queue', { count: underWay.length })}</h2>
          <DownloadLimit />
        </div>
        {underWay.length === 0 ? (
          <div className="-ml-4">
            <EmptyState action={<Button onClick={() => navigate(libraryPath('catalog'))}>{t('toCatalog')}</Button>}>
              {t('empty')}
            </EmptyState>
          </div>
        ) : (
          <ul aria-label={t('queue', { count: underWay.length })}>
            {underWay.map((download) => (
              <DownloadItem key={download.id} download={download} canMove={download.id !== waiting[0]?.id} />
            ))}
          </ul>
        )}
        {ended.length > 0 && (
          <>
            <div className="mt-10 flex items-end justify-between border-b border-rule2 pb-1">
              <h2 className="type-section">{t('ended')}</h2>
              <Button variant="text" size="inline" onClick={clearEnded}>
                {t('clearEnded')}
              </Button>
            </div>
            <ul aria-label={t('ended')}>
              {ended.map((download) => (
                <DownloadItem key={download.id} download={download} canMove={false} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Page>
  )
}
