import { Popover as BasePopover } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

type PopoverProps = {
  trigger: ReactElement
  /** Its accessible name. */
  label: string
  children: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  side?: 'top' | 'bottom' | 'left' | 'right'
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** A surface that hangs from its trigger. Escape and a click elsewhere close it, and the focus returns. */
export const Popover = ({
  trigger,
  label,
  children,
  side = 'bottom',
  align = 'end',
  className,
  ...root
}: PopoverProps) => (
  <BasePopover.Root {...root}>
    <BasePopover.Trigger render={trigger} />
    <BasePopover.Portal>
      <BasePopover.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-40">
        <BasePopover.Popup
          aria-label={label}
          className={classNames(
            'popover-motion max-h-(--available-height) overflow-auto rounded-popover border border-rule2 bg-raise shadow-popover outline-none',
            className ?? 'w-80 p-4',
          )}
        >
          {children}
        </BasePopover.Popup>
      </BasePopover.Positioner>
    </BasePopover.Portal>
  </BasePopover.Root>
)
