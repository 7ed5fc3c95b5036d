import type { StarterState } from '#contract/models.ts'
import { formatDuration, formatFileSize } from '../../i18n/format.ts'

type Fetching = Extract<StarterState, { phase: 'fetching' }>

/** How far a fetch is, 0 to 1; null where the source does not tell. */
export const starterProgress = (starter: StarterState): number | null =>
  starter.phase === 'fetching' && starter.totalBytes ? Math.min(1, starter.receivedBytes / starter.totalBytes) : null

/** The figures of a fetch: received, total, rate, time left; what is not known is left out. */
export const starterFigures = ({ receivedBytes, totalBytes, bytesPerSecond }: Fetching) => ({
  received:
    totalBytes === null
      ? receivedBytes > 0 && formatFileSize(receivedBytes)
      : `${formatFileSize(receivedBytes)} / ${formatFileSize(totalBytes)}`,
  rate: bytesPerSecond ? `${formatFileSize(bytesPerSecond)}/s` : null,
  left:
    bytesPerSecond && totalBytes !== null
      ? formatDuration(Math.ceil((totalBytes - receivedBytes) / bytesPerSecond) * 1000)
      : null,
})
