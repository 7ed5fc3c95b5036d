import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { formatPercent, unknownFigure } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'

/** The parts of a split model: a cell each, as full as it has come. Nothing for a model of one file. */
export const DownloadParts = ({ download }: { download: Download }) => {
  const { t } = useTranslation('downloads')
  const { files } = download
  if (files.length < 2) return null
  const share = ({ sizeBytes, receivedBytes }: Download['files'][number]) =>
    sizeBytes === null ? null : sizeBytes === 0 ? 1 : Math.min(1, receivedBytes / sizeBytes)
  const whole = files.filter((file) => share(file) === 1).length
  return (
    <div className="col-span-full flex items-center gap-3">
      <span className="type-secondary text-ink3">{t('parts', { whole, count: files.length })}</span>
      <ol className="flex min-w-0 flex-1 gap-0.5">
        {files.map((file) => {
          const part = share(file)
          const figure = part === null ? unknownFigure : formatPercent(part)
          return (
            <li
              key={file.fileName}
              title={`${file.fileName}: ${figure}`}
              className="relative h-1 max-w-10 flex-1 overflow-hidden rounded-full bg-rule2"
            >
              <span
                className={classNames('absolute inset-y-0 left-0', part === 1 ? 'bg-leaf' : 'bg-goldmark')}
                style={{ width: `${(part ?? 0) * 100}%` }}
              />
              <span className="sr-only">{`${file.fileName}: ${figure}`}</span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
