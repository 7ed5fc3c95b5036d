import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

/** A menu that hangs from its trigger. */
export const Menu = ({
  trigger,
  children,
  align = 'end',
}: {
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'end'
}) => (
  <BaseMenu.Root>
    <BaseMenu.Trigger render={trigger} />
    <BaseMenu.Portal>
      <BaseMenu.Positioner align={align} sideOffset={4} className="z-40">
        <BaseMenu.Popup className="popover-motion max-h-(--available-height) min-w-48 overflow-y-auto rounded-popover border border-rule2 bg-raise p-1.5 shadow-popover outline-none">
          {children}
        </BaseMenu.Popup>
      </BaseMenu.Positioner>
    </BaseMenu.Portal>
  </BaseMenu.Root>
)

type MenuItemProps = {
  icon?: LucideIcon
  keys?: string
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
  children: ReactNode
}

const rowClass =
  'flex min-h-8 items-center gap-2.5 rounded-chip px-2.5 py-1 whitespace-nowrap outline-none data-[disabled]:text-ink3 data-[highlighted]:bg-sel'

export const MenuItem = ({ icon: Icon, keys, danger, disabled = false, onSelect, children }: MenuItemProps) => (
  <BaseMenu.Item onClick={onSelect} disabled={disabled} className={classNames(rowClass, danger && 'text-clay')}>
    {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden />}
    <span className="flex-1">{children}</span>
    {keys && <Kbd keys={keys} />}
  </BaseMenu.Item>
)

/** Something of a menu that is on or off. The menu stays open. */
export const MenuCheck = ({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}) => (
  <BaseMenu.CheckboxItem checked={checked} onCheckedChange={onChange} className={rowClass}>
    <span className="grid size-4 place-items-center rounded-[3px] border border-edge">
      <BaseMenu.CheckboxItemIndicator>
        <Check size={12} strokeWidth={2} aria-hidden />
      </BaseMenu.CheckboxItemIndicator>
    </span>
    <span className="flex-1">{children}</span>
  </BaseMenu.CheckboxItem>
)
