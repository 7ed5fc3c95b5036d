import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names.ts'

const backdrop =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-160 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0'
// In the middle by its margins: the motion has `translate` for itself.
const surface =
  'popover-motion fixed inset-0 z-50 m-auto h-fit max-h-[calc(100vh-32px)] max-w-[calc(100vw-32px)] overflow-auto rounded-popover border border-rule2 bg-raise shadow-popover outline-none'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children: ReactNode
  className?: string
}

/** A dialog over the page. It keeps the focus and gives it back. */
export const Dialog = ({ open, onOpenChange, title, description, children, className }: DialogProps) => {
  const { t } = useTranslation('app')
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Popup className={classNames(surface, className ?? 'w-[520px]')}>
          <div className="px-6 pt-5 pr-14">
            <BaseDialog.Title className="type-section">{title}</BaseDialog.Title>
            {description && (
              <BaseDialog.Description render={<div />} className="mt-1 text-ink2">
                {description}
              </BaseDialog.Description>
            )}
          </div>
          <div className="px-6 pt-4 pb-6">{children}</div>
          {/* Last, so that the focus begins in the content. */}
          {/* No tooltip: where this gets the focus first, it would take the Escape that is meant for the dialog. */}
          <BaseDialog.Close
            aria-label={t('common.close')}
            className="absolute top-4 right-4 grid size-7 place-items-center rounded-chip text-ink2 transition-colors duration-120 hover:bg-sel hover:text-ink"
          >
            <X size={16} strokeWidth={1.5} aria-hidden />
          </BaseDialog.Close>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
