import { CircleCheck, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Download } from '#contract/downloads.ts'
import { formatDate, formatFileSize, formatTime } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { modelPath } from '../library-place.ts'
import { useModelActions } from '../use-model-actions.ts'
import { DownloadActions } from './download-actions.tsx'
import { DownloadAttempts } from './download-attempts.tsx'
import { hasEnded } from './download-figures.ts'
import { DownloadParts } from './download-parts.tsx'
import { DownloadProblem } from './download-problem.tsx'
import { DownloadProgress } from './download-progress.tsx'
import { useDownloadActions } from './use-download-actions.ts'

/** How a download ended, and what can be done with what it brought. */
const Ended = ({ download }: { download: Download }) => {
  const { t } = useTranslation('downloads')
  const [, navigate] = useLocation()
  const { clear } = useDownloadActions()
  const { choose } = useModelActions()
  const { modelId, name } = download
  return (
    <span className="flex items-center gap-3">
      {download.state === 'done' && (
        <span
          className="flex items-center gap-1.5 type-secondary text-leaf"
          title={t(download.verification === 'sha256' ? 'checked.sha256' : 'checked.header')}
        >
          <CircleCheck size={14} strokeWidth={1.5} aria-hidden />
          {t(download.verification === 'sha256' ? 'state.doneHash' : 'state.doneHeader')}
        </span>
      )}
      {download.state === 'cancelled' && <span className="type-secondary text-ink3">{t('state.cancelled')}</span>}
      {download.state === 'done' && modelId !== null && (
        <Button
          size="compact"
          aria-label={t('action.useNamed', { name })}
          onClick={() => {
            void choose(modelId)
            navigate(modelPath(modelId))
          }}
        >
          {t('action.use')}
        </Button>
      )}
      {download.state !== 'failed' && (
        <IconButton icon={X} label={t('action.clearNamed', { name })} onClick={() => clear(download)} />
      )}
    </span>
  )
}

/** A download with all that can be told of it and done with it. */
export const DownloadItem = ({ download, canMove }: { download: Download; canMove: boolean }) => {
  const { t } = useTranslation('downloads')
  const isOver = hasEnded(download)
  const place = [
    t('from', { label: download.label }),
    isOver && download.endedAtMs !== null
      ? t('endedAt', { date: formatDate(download.endedAtMs), time: formatTime(download.endedAtMs) })
      : t('to', { folder: download.folder }),
  ]
  return (
    <li className="grid min-h-16 grid-cols-[minmax(0,1fr)_minmax(180px,320px)_112px] items-center gap-x-6 gap-y-1 border-b border-rule py-2.5 max-narrow:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex items-baseline gap-2">
          <b className="truncate font-[550]" dir="auto" title={download.name}>
            {download.name}
          </b>
          {download.quantization && <span className="shrink-0 type-figure text-ink2">{download.quantization}</span>}
        </p>
        <p className="truncate type-secondary text-ink3" title={place.join(' · ')}>
          {place.join(' · ')}
        </p>
      </div>
      {isOver ? (
        <span className="col-span-2 justify-self-end max-narrow:col-span-1">
          {download.state === 'failed' ? (
            download.receivedBytes > 0 && (
              <span className="type-statistic text-ink2">
                {t('kept', { received: formatFileSize(download.receivedBytes) })}
              </span>
            )
          ) : (
            <Ended download={download} />
          )}
        </span>
      ) : (
        <>
          <div className="max-narrow:order-last max-narrow:col-span-full">
            <DownloadProgress download={download} />
          </div>
          <span className="justify-self-end">
            <DownloadActions download={download} canMove={canMove} />
          </span>
        </>
      )}
      {download.state === 'failed' && <DownloadProblem download={download} />}
      {download.state === 'waiting' && <WaitingReason download={download} />}
      {download.state !== 'done' && <DownloadAttempts attempts={download.attempts} />}
      {!isOver && <DownloadParts download={download} />}
    </li>
  )
}

/** Why a download waits and will try again by itself: no alarm, since nothing has to be done. */
const WaitingReason = ({ download }: { download: Download }) => {
  const { t: tErrors } = useTranslation('errors')
  const { problem } = download
  if (!problem) return null
  return (
    <p className="col-span-full type-secondary text-ink2">
      <b className="font-medium">{tErrors(`${problem.code}.what`, problem.params)}.</b>{' '}
      {tErrors(`${problem.code}.why`, problem.params)}
      {problem.detail && <span className="ml-2 type-badge text-ink3">{problem.detail}</span>}
    </p>
  )
}
