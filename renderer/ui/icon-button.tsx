import { Button as BaseButton } from '@base-ui/react/button'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'

const sizes = { normal: 'size-7', bordered: 'size-8 border border-edge bg-paper', inline: 'size-6' }

type IconButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className' | 'children' | 'aria-label'> & {
  icon: LucideIcon
  /** Its accessible name, and what its tooltip says. */
  label: string
  /** The keys that do the same, for the tooltip. */
  keys?: string
  size?: keyof typeof sizes
  className?: string
  badge?: ReactNode
}

/** A button of one icon. Without a tooltip it would be a riddle, so it always has one. */
export const IconButton = ({
  icon: Icon,
  label,
  keys,
  size = 'normal',
  className,
  badge,
  ...props
}: IconButtonProps) => (
  <Tooltip
    label={
      <span className="flex items-center gap-2">
        {label}
        {keys && <Kbd keys={keys} />}
      </span>
    }
  >
    <BaseButton
      {...props}
      aria-label={label}
      className={classNames(
        'relative inline-grid shrink-0 place-items-center rounded-chip text-ink2 transition-colors duration-120 hover:bg-sel hover:text-ink disabled:opacity-50 aria-pressed:bg-sel aria-pressed:text-ink data-[popup-open]:bg-sel',
        size === 'bordered' && 'rounded-control',
        sizes[size],
        className,
      )}
    >
      <Icon size={size === 'inline' ? 14 : 16} strokeWidth={1.5} aria-hidden />
      {badge}
    </BaseButton>
  </Tooltip>
)
