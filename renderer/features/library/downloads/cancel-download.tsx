import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { isWorthAsking } from './download-figures.ts'
import { useDownloadActions } from './use-download-actions.ts'

/** Ends a download; asks first where much has come already, since that is deleted. */
export const CancelDownload = ({ download }: { download: Download }) => {
  const { t } = useTranslation('downloads')
  const { cancel } = useDownloadActions()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <IconButton
        icon={X}
        label={t('action.cancelNamed', { name: download.name })}
        onClick={() => (isWorthAsking(download) ? setAsking(true) : cancel(download))}
      />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('cancel.title', { name: download.name })}
        action={t('cancel.action')}
        stay={t('cancel.stay')}
        onConfirm={() => cancel(download)}
      >
        {t('cancel.text', { received: formatFileSize(download.receivedBytes) })}
      </ConfirmDialog>
    </>
  )
}
