import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type CheckboxProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  /** What is taken or left. */
  children: ReactNode
  disabled?: boolean
  /** -1 where the arrow keys lead to it and Tab does not. */
  tabIndex?: number
  className?: string
}

/** Something that is taken or left, with its words at the right; they can be clicked too. */
export const Checkbox = ({ checked, onChange, children, disabled = false, tabIndex = 0, className }: CheckboxProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the checkbox below.
  <label className={classNames('flex min-h-6 items-start gap-2', disabled && 'text-ink3', className)}>
    <BaseCheckbox.Root
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      tabIndex={tabIndex}
      className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-[3px] border border-edge bg-paper data-[checked]:border-ink data-[checked]:bg-ink data-[disabled]:opacity-60"
    >
      <BaseCheckbox.Indicator className="text-paper">
        <Check size={12} strokeWidth={2.5} aria-hidden />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
    <span className="min-w-0 flex-1">{children}</span>
  </label>
)
