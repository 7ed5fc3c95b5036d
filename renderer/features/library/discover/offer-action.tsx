import { Download as DownloadIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import { formatPercent } from '../../../i18n/format.ts'
import { useDownloadsState, useModelsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { downloadProgress } from '../downloads/download-figures.ts'
import { libraryPath, modelPath } from '../library-place.ts'
import { offerStatus } from './offer-status.ts'

type OfferActionProps = {
  offer: OfferedModel
  quantization: OfferedQuantization
  onGet: () => void
}

const asButton =
  'inline-flex h-7 items-center justify-center gap-1.5 rounded-control px-2.5 whitespace-nowrap underline decoration-edge underline-offset-[3px] hover:decoration-ink'

/** What can be done with an offered quantization: get it, look at its download, or go to it in the library. */
export const OfferAction = ({ offer, quantization, onGet }: OfferActionProps) => {
  const { t } = useTranslation('discover')
  const models = useModelsState((state) => state.models) ?? []
  const status = useDownloadsState((state) => offerStatus(offer, quantization, models, state.downloads))
  const names = { name: offer.name, quantization: quantization.name }
  if (status?.kind === 'installed') {
    return (
      <Link
        href={modelPath(status.modelId)}
        className={`${asButton} text-leaf`}
        aria-label={t('get.installedNamed', names)}
      >
        {t('get.installed')}
      </Link>
    )
  }
  if (status?.kind === 'underWay') {
    const progress = downloadProgress(status.download)
    return (
      <Link
        href={libraryPath('downloads')}
        className={`${asButton} text-goldink`}
        aria-label={t('get.underWayNamed', names)}
      >
        {status.download.state === 'failed'
          ? t('get.failed')
          : progress === null
            ? t('get.underWay')
            : formatPercent(progress)}
      </Link>
    )
  }
  return (
    <Button size="compact" aria-label={t('get.getNamed', names)} onClick={onGet}>
      <DownloadIcon size={16} strokeWidth={1.5} aria-hidden />
      {t('get.get')}
    </Button>
  )
}
