import { NumberField as BaseNumberField } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'

type NumberFieldProps = {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  /** What an empty field means: “Automatic”. */
  placeholder?: string
  label?: string
  disabled?: boolean
  /** Called with the value when the change is complete: on leaving the field, on a step. */
  onCommit?: (value: number | null) => void
}

/** A number with steps. The value may leave the range while it is typed: the owner says so, nothing is corrected in silence. */
export const NumberField = ({
  value,
  onChange,
  onCommit,
  min,
  max,
  step = 1,
  placeholder,
  label,
  disabled,
}: NumberFieldProps) => {
  const { t } = useTranslation('app')
  const stepper =
    'grid w-7 place-items-center text-ink2 hover:bg-sel hover:text-ink data-[disabled]:text-ink3 data-[disabled]:opacity-60'
  return (
    <BaseNumberField.Root
      value={value}
      onValueChange={onChange}
      onValueCommitted={onCommit}
      min={min}
      max={max}
      step={step}
      allowOutOfRange
      disabled={disabled}
      format={{ maximumFractionDigits: 3 }}
      locale="en"
    >
      <BaseNumberField.Group className="inline-flex h-8 w-36 overflow-hidden rounded-control border border-edge bg-paper focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-goldmark data-[invalid]:border-clay">
        <BaseNumberField.Decrement className={stepper} aria-label={t('field.decrease')}>
          <Minus size={14} strokeWidth={1.5} aria-hidden />
        </BaseNumberField.Decrement>
        <BaseNumberField.Input
          aria-label={label}
          placeholder={placeholder}
          className="w-full min-w-0 border-x border-rule bg-transparent px-1 text-center type-figure outline-none placeholder:type-secondary"
        />
        <BaseNumberField.Increment className={stepper} aria-label={t('field.increase')}>
          <Plus size={14} strokeWidth={1.5} aria-hidden />
        </BaseNumberField.Increment>
      </BaseNumberField.Group>
    </BaseNumberField.Root>
  )
}
