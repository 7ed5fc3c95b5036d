import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { formatFileSize } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { type ImportEntry, importQueue } from './import-queue.ts'

const Progress = ({ entry }: { entry: ImportEntry }) => {
  const { t } = useTranslation('imports')
  const { state, sizeBytes, sentBytes } = entry
  if (state === 'waiting') return <p className="type-secondary text-ink3">{t('waiting')}</p>
  const isSent = sizeBytes === null || sentBytes >= sizeBytes
  const share = sizeBytes ? sentBytes / sizeBytes : null
  return (
    <>
      <ProgressBar value={isSent ? null : share} label={entry.name} className="mt-1" />
      <p className="mt-0.5 type-statistic text-ink2">
        {isSent ? t('checking') : t('sent', { sent: formatFileSize(sentBytes), size: formatFileSize(sizeBytes) })}
      </p>
    </>
  )
}

const Failure = ({ entry }: { entry: ImportEntry }) => {
  const { t } = useTranslation('errors')
  if (!entry.problem) return null
  const { code, params, detail } = entry.problem
  return (
    <div role="alert" className="type-secondary">
      <p className="flex items-center gap-1.5 font-medium text-clay">
        <StatusDot state="bad" />
        {t(`${code}.what`, params)}
      </p>
      <p className="text-ink2">
        {t(`${code}.why`, params)} {t(`${code}.next`, params)}
      </p>
      {detail && <p className="type-statistic break-words text-ink3">{detail}</p>}
    </div>
  )
}

/** Files that are on their way into the library, and those that did not get there. */
export const ImportList = () => {
  const { t } = useTranslation('imports')
  const entries = useStore(importQueue.entries)
  return (
    <ul className="flex flex-col">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-start gap-2 border-t border-rule py-2 first:border-t-0">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium" title={entry.name}>
              {entry.name}
            </p>
            {entry.state === 'failed' ? <Failure entry={entry} /> : <Progress entry={entry} />}
          </div>
          <IconButton
            icon={X}
            size="inline"
            label={t(entry.state === 'failed' ? 'putAway' : 'cancel', { name: entry.name })}
            onClick={() => importQueue.cancel(entry.id)}
          />
        </li>
      ))}
    </ul>
  )
}
