import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { classNames } from './class-names.ts'

type SegmentedProps<T extends string> = {
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: string }[]
  label: string
  isMono?: boolean
}

/** One of a few, all in sight. */
export const Segmented = <T extends string>({ value, onChange, options, label, isMono = false }: SegmentedProps<T>) => (
  <ToggleGroup
    aria-label={label}
    value={[value]}
    onValueChange={([next]) => {
      const chosen = options.find((option) => option.value === next)
      if (chosen) onChange(chosen.value)
    }}
    className="inline-flex h-7 rounded-control border border-edge"
  >
    {options.map((option) => (
      <Toggle
        key={option.value}
        value={option.value}
        className={classNames(
          'border-l border-rule px-2.5 first:rounded-l-[5px] first:border-l-0 last:rounded-r-[5px] hover:bg-sel data-[pressed]:bg-sel data-[pressed]:font-semibold data-[pressed]:text-ink',
          isMono ? 'type-statistic' : 'type-secondary',
          'text-ink2',
        )}
      >
        {option.label}
      </Toggle>
    ))}
  </ToggleGroup>
)
