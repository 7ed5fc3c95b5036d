import { Popover as BasePopover } from '@base-ui/react/popover'
import type { ReactElement, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { PickerPanel } from './picker-panel.tsx'

type ModelPickerProps = {
  trigger: ReactElement
  anchor: RefObject<HTMLElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  keys: string
  openFileKeys: string
}

/** Chooses and loads models. Hangs from the model plate. */
export const ModelPicker = ({ trigger, anchor, open, onOpenChange, keys, openFileKeys }: ModelPickerProps) => {
  const { t } = useTranslation('picker')
  const { t: tApp } = useTranslation('app')
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange} modal="trap-focus">
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner anchor={anchor} align="end" sideOffset={4} collisionPadding={8} className="z-40">
          <BasePopover.Popup
            aria-label={t('label')}
            className="popover-motion h-160 max-h-[calc(100vh-120px)] w-[816px] max-w-[calc(100vw-16px)] overflow-hidden rounded-popover border border-rule2 bg-raise shadow-popover outline-none"
          >
            <PickerPanel onClose={() => onOpenChange(false)} keys={keys} openFileKeys={openFileKeys} />
            {/* With it Tab stays within; who has no Escape key leaves by it. */}
            <BasePopover.Close className="sr-only">{tApp('common.close')}</BasePopover.Close>
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}
