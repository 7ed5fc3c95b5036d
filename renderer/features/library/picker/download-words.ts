import type { TFunction } from 'i18next'
import type { Download } from '#contract/downloads.ts'
import { formatFileSize, formatPercent } from '../../../i18n/format.ts'
import { downloadProgress, formatTimeLeft } from '../downloads/download-figures.ts'

/** A download's state in a few words. */
export const downloadWords = (download: Download, t: TFunction<'picker'>): string => {
  const share = downloadProgress(download)
  const percent = formatPercent(share)
  switch (download.state) {
    case 'running':
      return t(share === null ? 'download.runningUnknown' : 'download.running', { percent })
    case 'waiting':
      return t(share === null ? 'download.waitingUnknown' : 'download.waiting', { percent })
    case 'paused':
      return t(share === null ? 'download.pausedUnknown' : 'download.paused', { percent })
    case 'queued':
      return t('download.queued')
    case 'verifying':
      return t('download.verifying')
    default:
      return t('download.failed')
  }
}

/** Received, total, rate and time left; what is not known is left out. */
export const downloadFigures = (download: Download, t: TFunction<'picker'>): string => {
  const { receivedBytes, sizeBytes, bytesPerSecond, remainingMs } = download
  const total = sizeBytes === null ? null : formatFileSize(sizeBytes)
  return [
    total === null ? formatFileSize(receivedBytes) : `${formatFileSize(receivedBytes)} / ${total}`,
    bytesPerSecond === null ? null : `${formatFileSize(bytesPerSecond)}/s`,
    remainingMs === null ? null : t('download.left', { time: formatTimeLeft(remainingMs) }),
  ]
    .filter(Boolean)
    .join(' · ')
}
