import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type SelectOption<T extends string> = { value: T; label: string; hint?: ReactNode; disabled?: boolean }

type SelectProps<T extends string> = {
  value: T
  onChange: (value: T) => void
  options: readonly SelectOption<T>[]
  label?: string
  size?: 'normal' | 'compact'
  className?: string
}

/** One of a few, behind a button. */
export const Select = <T extends string>({
  value,
  onChange,
  options,
  label,
  size = 'normal',
  className,
}: SelectProps<T>) => (
  <BaseSelect.Root
    items={options.map(({ value: item, label: text }) => ({ value: item, label: text }))}
    value={value}
    onValueChange={(next) => {
      if (next !== null) onChange(next)
    }}
  >
    <BaseSelect.Trigger
      aria-label={label}
      className={classNames(
        'inline-flex items-center justify-between gap-2 rounded-control border border-edge bg-paper px-2.5 hover:bg-sel data-[invalid]:border-clay',
        size === 'normal' ? 'h-8 min-w-36' : 'h-7 type-secondary',
        className,
      )}
    >
      <BaseSelect.Value className="truncate" />
      <BaseSelect.Icon className="shrink-0">
        <ChevronDown size={14} strokeWidth={1.5} aria-hidden />
      </BaseSelect.Icon>
    </BaseSelect.Trigger>
    <BaseSelect.Portal>
      <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
        <BaseSelect.Popup className="popover-motion max-h-(--available-height) min-w-(--anchor-width) overflow-auto rounded-popover border border-rule2 bg-raise p-1.5 shadow-popover outline-none">
          {options.map((option) => (
            <BaseSelect.Item
              key={option.value}
              value={option.value}
              disabled={option.disabled}
              className="flex min-h-7 items-center gap-2 rounded-chip px-2 py-1 outline-none data-[disabled]:text-ink3 data-[highlighted]:bg-sel"
            >
              <span className="w-4">
                <BaseSelect.ItemIndicator>
                  <Check size={14} strokeWidth={1.5} aria-hidden />
                </BaseSelect.ItemIndicator>
              </span>
              <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
              {option.hint && <span className="ml-auto pl-4 type-secondary text-ink3">{option.hint}</span>}
            </BaseSelect.Item>
          ))}
        </BaseSelect.Popup>
      </BaseSelect.Positioner>
    </BaseSelect.Portal>
  </BaseSelect.Root>
)
