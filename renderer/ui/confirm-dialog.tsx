import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** What it would do, and what could not be taken back. */
  children: ReactNode
  /** The word for doing it. */
  action: string
  /** The word for leaving it; “Cancel” where that could not be misread. */
  stay?: string
  onConfirm: () => void
}

/** A question before something that cannot be taken back. The focus begins on the way out. */
export const ConfirmDialog = ({ open, onOpenChange, title, children, action, stay, onConfirm }: ConfirmDialogProps) => {
  const { t } = useTranslation('app')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} className="w-[440px]">
      <div className="text-ink2">{children}</div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>{stay ?? t('common.cancel')}</Button>
        <Button
          variant="danger"
          onClick={() => {
            onOpenChange(false)
            onConfirm()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
