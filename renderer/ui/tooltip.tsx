import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

type TooltipProps = { label: ReactNode; children: ReactElement; side?: 'top' | 'bottom' | 'left' | 'right' }

/** A short word about the control inside it. It never holds what cannot be had otherwise: the control has its own name. */
export const Tooltip = ({ label, children, side = 'bottom' }: TooltipProps) => (
  <BaseTooltip.Root>
    <BaseTooltip.Trigger render={children} />
    <BaseTooltip.Portal>
      <BaseTooltip.Positioner side={side} sideOffset={6} className="z-50">
        <BaseTooltip.Popup className="popover-motion max-w-80 rounded-control border border-rule2 bg-raise px-2 py-1 type-secondary text-ink shadow-popover">
          {label}
        </BaseTooltip.Popup>
      </BaseTooltip.Positioner>
    </BaseTooltip.Portal>
  </BaseTooltip.Root>
)

export const TooltipProvider = BaseTooltip.Provider
