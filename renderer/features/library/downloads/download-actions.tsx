import { ArrowUpToLine, Pause, Play, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { CancelDownload } from './cancel-download.tsx'
import { useDownloadActions } from './use-download-actions.ts'

/** The buttons of a download that is under way. */
export const DownloadActions = ({ download, canMove = false }: { download: Download; canMove?: boolean }) => {
  const { t } = useTranslation('downloads')
  const actions = useDownloadActions()
  const { name, state } = download
  const canPause = state === 'running' || state === 'queued' || state === 'waiting'
  return (
    <span className="flex shrink-0 items-center">
      {canMove && (state === 'queued' || state === 'waiting') && (
        <IconButton
          icon={ArrowUpToLine}
          label={t('action.frontNamed', { name })}
          onClick={() => actions.moveToFront(download)}
        />
      )}
      {state === 'waiting' && (
        <IconButton icon={RotateCw} label={t('action.nowNamed', { name })} onClick={() => actions.resume(download)} />
      )}
      {canPause && (
        <IconButton icon={Pause} label={t('action.pauseNamed', { name })} onClick={() => actions.pause(download)} />
      )}
      {state === 'paused' && (
        <IconButton icon={Play} label={t('action.resumeNamed', { name })} onClick={() => actions.resume(download)} />
      )}
      {state !== 'verifying' && <CancelDownload download={download} />}
    </span>
  )
}
