import type { Download } from '#contract/downloads.ts'
import { formatFileSize, formatNumber } from '../../../i18n/format.ts'

const endedStates: readonly Download['state'][] = ['done', 'failed', 'cancelled']

/** Whether a download is over, one way or the other. */
export const hasEnded = ({ state }: Pick<Download, 'state'>): boolean => endedStates.includes(state)

/** Whether a download still takes a place in the queue; one that failed does, until the user has seen to it. */
export const isUnderWay = (download: Pick<Download, 'state'>): boolean =>
  !hasEnded(download) || download.state === 'failed'

/** How far it is, 0 to 1; null where the source does not tell how much there is. */
export const downloadProgress = ({ receivedBytes, sizeBytes }: Pick<Download, 'receivedBytes' | 'sizeBytes'>) =>
  sizeBytes === null || sizeBytes === 0 ? null : Math.min(1, receivedBytes / sizeBytes)

/** 3.61 of 5.85 GB: one unit where both have the same. Only what was received where the size is not known. */
export const receivedOfSize = (
  { receivedBytes, sizeBytes }: Pick<Download, 'receivedBytes' | 'sizeBytes'>,
  ofWords: (received: string, size: string) => string,
): string => {
  const received = formatFileSize(receivedBytes)
  if (sizeBytes === null) return received
  const size = formatFileSize(sizeBytes)
  const [amount, unit] = received.split(' ')
  return ofWords(unit === size.split(' ')[1] && amount !== undefined ? amount : received, size)
}

/** A time left: 79 s, 50 min, 3 h 20 min. It is a guess, and says no more than one can know. */
export const formatTimeLeft = (remainingMs: number): string => {
  const seconds = Math.max(1, Math.ceil(remainingMs / 1000))
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${formatNumber(Math.floor(minutes / 60))} h ${minutes % 60} min`
}

/** Whole seconds until a moment, never below 0. */
export const secondsUntil = (atMs: number, nowMs: number): number => Math.max(0, Math.ceil((atMs - nowMs) / 1000))

/** What was received is worth a question before it is thrown away: more than half a minute at 100 Mbit/s. */
export const isWorthAsking = ({ receivedBytes }: Pick<Download, 'receivedBytes'>): boolean => receivedBytes > 400e6
