import { Combobox as BaseCombobox } from '@base-ui/react/combobox'
import { Check, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names.ts'

export type ComboboxOption = { value: string; label: string; hint?: string }

type ComboboxProps = {
  label: string
  /** null: nothing is chosen. */
  value: string | null
  onChange: (value: string) => void
  options: readonly ComboboxOption[]
  placeholder?: string
  /** The width of the field. */
  width?: string
}

/** One of many, found by typing a part of its name or of its hint. */
export const Combobox = ({ label, value, onChange, options, placeholder, width = 'w-56' }: ComboboxProps) => {
  const { t } = useTranslation('app')
  const { contains } = BaseCombobox.useFilter({ sensitivity: 'base' })
  const [times, setTimes] = useState(0)
  return (
    <BaseCombobox.Root
      key={times}
      items={options}
      // What is in force is shown also where the list has no such row.
      value={value === null ? null : (options.find((option) => option.value === value) ?? { value, label: value })}
      onValueChange={(option: ComboboxOption | null) => {
        if (option !== null) onChange(option.value)
      }}
      isItemEqualToValue={(one: ComboboxOption, other: ComboboxOption) => one.value === other.value}
      filter={({ label: text, hint = '' }: ComboboxOption, query) => contains(text, query) || contains(hint, query)}
      autoHighlight
    >
      <BaseCombobox.InputGroup
        className={classNames(
          'inline-flex h-8 items-center rounded-control border border-edge bg-paper hover:border-ink3 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-goldmark data-[invalid]:border-clay',
          width,
        )}
      >
        <BaseCombobox.Input
          aria-label={label}
          placeholder={placeholder}
          onBlur={({ currentTarget }) => {
            // Emptied and left: it begins anew, with what is in force.
            if (currentTarget.value === '' && value !== null) setTimes(times + 1)
          }}
          className="h-full min-w-0 flex-1 truncate bg-transparent pl-2.5 outline-none"
        />
        <BaseCombobox.Trigger
          aria-label={t('field.showAll', { name: label })}
          className="grid h-full w-7 place-items-center"
        >
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden />
        </BaseCombobox.Trigger>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} align="start" className="z-50">
          <BaseCombobox.Popup className="popover-motion max-h-[min(var(--available-height),320px)] w-max min-w-(--anchor-width) max-w-100 overflow-auto rounded-popover border border-rule2 bg-raise p-1.5 shadow-popover outline-none">
            <BaseCombobox.Empty>
              <p className="px-2 py-1 text-ink2">{t('field.noMatch')}</p>
            </BaseCombobox.Empty>
            <BaseCombobox.List>
              {(option: ComboboxOption) => (
                <BaseCombobox.Item
                  key={option.value}
                  value={option}
                  className="flex min-h-7 items-center gap-2 rounded-chip px-2 py-1 outline-none data-[highlighted]:bg-sel"
                >
                  <span className="w-4">
                    <BaseCombobox.ItemIndicator>
                      <Check size={14} strokeWidth={1.5} aria-hidden />
                    </BaseCombobox.ItemIndicator>
                  </span>
                  {option.label}
                  {option.hint !== undefined && (
                    <span className="ml-auto pl-4 type-secondary text-ink3">{option.hint}</span>
                  )}
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  )
}
