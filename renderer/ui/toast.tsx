import { Toast as BaseToast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button.tsx'

const manager = BaseToast.createToastManager()

type ToastRequest = {
  title: string
  description?: string
  /** Offers to take back what was done. */
  undo?: () => void
  /** Stays until it is closed. */
  lasting?: boolean
  isProblem?: boolean
}

const undoTimeMs = 10_000
const readTimeMs = 6000

const undoActions = new Map<string, () => void>()

/** Says that something was done, at the lower edge, and offers to undo it. Returns its id. */
export const showToast = ({ title, description, undo, lasting, isProblem }: ToastRequest): string => {
  const id: string = manager.add({
    title,
    description,
    type: isProblem ? 'problem' : 'note',
    priority: isProblem ? 'high' : 'low',
    timeout: lasting ? 0 : undo ? undoTimeMs : readTimeMs,
    onRemove: () => undoActions.delete(id),
  })
  if (undo) undoActions.set(id, undo)
  return id
}

const ToastList = () => {
  const { t } = useTranslation('app')
  const { toasts, close } = BaseToast.useToastManager()
  return toasts.map((toast) => (
    <BaseToast.Root
      key={toast.id}
      toast={toast}
      className="popover-motion flex w-full items-center gap-3 rounded-card border border-rule2 bg-raise py-2 pr-2 pl-4 shadow-popover data-[type=problem]:border-t-clay data-[type=problem]:border-t-2"
    >
      <div className="min-w-0 flex-1">
        <BaseToast.Title className="font-medium" />
        <BaseToast.Description className="type-secondary text-ink2" />
      </div>
      {undoActions.has(toast.id) && (
        <button
          type="button"
          className="h-7 rounded-chip px-2 font-medium text-goldink hover:bg-sel"
          onClick={() => {
            undoActions.get(toast.id)?.()
            close(toast.id)
          }}
        >
          {t('common.undo')}
        </button>
      )}
      <BaseToast.Close render={<IconButton icon={X} label={t('common.close')} />} />
    </BaseToast.Root>
  ))
}

/** Where toasts appear. */
export const ToastProvider = ({ children }: { children: ReactNode }) => (
  <BaseToast.Provider toastManager={manager} limit={3}>
    {children}
    <BaseToast.Portal>
      <BaseToast.Viewport className="fixed bottom-16 left-1/2 z-50 flex w-[420px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col gap-2">
        <ToastList />
      </BaseToast.Viewport>
    </BaseToast.Portal>
  </BaseToast.Provider>
)
