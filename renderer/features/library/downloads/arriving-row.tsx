import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { useDownloadsState } from '../../../stores/stores.tsx'
import { ladderColumns } from '../installed/ladder-columns.ts'
import { axisPosition, type SizeAxis } from '../installed/size-axis.ts'
import { DownloadActions } from './download-actions.tsx'
import { downloadProgress, hasEnded, receivedOfSize } from './download-figures.ts'
import { DownloadProgress } from './download-progress.tsx'

/** A ring at the place of the size to come, gold as far as it has come. */
const ArrivingMark = ({ share, position }: { share: number; position: number }) => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden
    className="absolute top-1/2 size-4 -translate-1/2 -rotate-90"
    style={{ left: `${position * 100}%` }}
  >
    <circle cx="8" cy="8" r="3.5" className="fill-paper stroke-edge" />
    <circle
      cx="8"
      cy="8"
      r="7"
      fill="none"
      pathLength="1"
      strokeWidth="2"
      strokeDasharray={`${share} 1`}
      className="stroke-goldmark"
    />
  </svg>
)

/** A download as one of the first rows of the installed models show it: on its way into the list. */
const ArrivingRow = ({ download, axis }: { download: Download; axis: SizeAxis }) => {
  const { t } = useTranslation('downloads')
  const received = receivedOfSize(download, (part, size) => t('ofSize', { part, size }))
  return (
    <div className={`h-14 items-center border-b border-rule ${ladderColumns}`}>
      <div className="min-w-0">
        <span className="block truncate font-[550]" dir="auto" title={download.name}>
          {download.name}
        </span>
        <span className="block truncate type-secondary text-ink3">
          {[download.quantization, received].filter(Boolean).join(', ')}
        </span>
      </div>
      <div className="relative h-6 max-narrow:hidden">
        {download.sizeBytes !== null && (
          <ArrivingMark share={downloadProgress(download) ?? 0} position={axisPosition(axis, download.sizeBytes)} />
        )}
      </div>
      <div className="z-20 col-span-3 flex min-w-0 items-center justify-end gap-1 bg-paper">
        <div className="w-full max-w-56 min-w-0">
          <DownloadProgress download={download} isShort />
        </div>
        <DownloadActions download={download} />
      </div>
    </div>
  )
}

/** What is on its way, above the models that are here. It alone is drawn again four times a second. */
export const ArrivingRows = ({ axis }: { axis: SizeAxis }) => {
  const downloads = useDownloadsState((state) => state.downloads.filter((download) => !hasEnded(download))) ?? []
  return downloads.map((download) => <ArrivingRow key={download.id} download={download} axis={axis} />)
}
