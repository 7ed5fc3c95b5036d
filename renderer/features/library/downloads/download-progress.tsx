import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { formatFileSize, formatPercent } from '../../../i18n/format.ts'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { downloadProgress, formatTimeLeft, receivedOfSize, secondsUntil } from './download-figures.ts'

/** What a download does now, in words and figures. */
const useDownloadWords = (download: Download, isShort: boolean): string[] => {
  const { t } = useTranslation('downloads')
  const nowMs = useNow(download.state === 'waiting' && download.retryAtMs !== null)
  const received = receivedOfSize(download, (part, size) => t('ofSize', { part, size }))
  const progress = downloadProgress(download)
  const amount = isShort && progress !== null ? formatPercent(progress) : received
  switch (download.state) {
    case 'running':
      return [
        amount,
        download.bytesPerSecond === null ? '' : t('rate', { rate: formatFileSize(download.bytesPerSecond) }),
        download.remainingMs === null ? '' : t('left', { time: formatTimeLeft(download.remainingMs) }),
      ].filter(Boolean)
    case 'waiting':
      return [
        amount,
        download.retryAtMs === null
          ? t('state.waiting')
          : t('retryIn', { seconds: secondsUntil(download.retryAtMs, nowMs) }),
      ]
    case 'verifying':
      return [t(download.verification === 'sha256' ? 'state.verifyingHash' : 'state.verifyingHeader')]
    case 'queued':
      return [download.receivedBytes > 0 ? amount : '', t('state.queued')].filter(Boolean)
    case 'paused':
      return [amount, t('state.paused')]
    default:
      return [amount]
  }
}

/** How far a download is: its figures over its bar. Gold while bytes come, ink while it stands. */
export const DownloadProgress = ({ download, isShort = false }: { download: Download; isShort?: boolean }) => {
  const { t } = useTranslation('downloads')
  const words = useDownloadWords(download, isShort)
  const isLive = download.state === 'running' || download.state === 'verifying'
  const value = download.state === 'verifying' ? null : downloadProgress(download)
  return (
    <div className="min-w-0">
      <p className="mb-1.5 truncate text-right type-statistic text-ink2">{words.join(' · ')}</p>
      <ProgressBar
        value={download.state === 'queued' && value === null ? 0 : value}
        label={t('progressOf', { name: download.name })}
        isLive={isLive}
      />
    </div>
  )
}
