import { Checkbox } from '../../../ui/checkbox.tsx'

type ChoiceFieldProps<T extends string> = {
  label: string
  options: readonly { value: T; label: string }[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  /** At least one stays chosen. */
  isNeeded?: boolean
}

/** Several of a few. They stay in the order of the options. */
export const ChoiceField = <T extends string>({
  label,
  options,
  chosen,
  onChange,
  isNeeded = false,
}: ChoiceFieldProps<T>) => (
  <fieldset className="min-w-0">
    <legend className="mb-1 font-medium">{label}</legend>
    <div className="flex flex-wrap gap-x-5 gap-y-1">
      {options.map(({ value, label: words }) => {
        const isChosen = chosen.includes(value)
        return (
          <Checkbox
            key={value}
            checked={isChosen}
            disabled={isNeeded && isChosen && chosen.length === 1}
            onChange={(checked) =>
              onChange(
                options.map((option) => option.value).filter((one) => (one === value ? checked : chosen.includes(one))),
              )
            }
          >
            {words}
          </Checkbox>
        )
      })}
    </div>
  </fieldset>
)
