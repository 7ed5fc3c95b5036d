import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './field.tsx'
import { NumberField } from './number-field.tsx'
import { rangeError } from './number-range.ts'

type RangedNumberFieldProps = {
  label: string
  isLabelHidden?: boolean
  value: number | null
  range: { min: number; max: number; step: number; isInteger: boolean }
  /** What an empty field means. */
  placeholder: string
  /** Called with what is in order only. */
  onChange: (value: number | null) => void
}

/** A number that may be left empty. One that is out of range stays in the field, says why, and is not passed on. */
export const RangedNumberField = ({
  label,
  isLabelHidden = false,
  value,
  range,
  placeholder,
  onChange,
}: RangedNumberFieldProps) => {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState<number | null | undefined>(undefined)
  const { step, ...limits } = range
  const errorOf = (candidate: number | null) => rangeError(candidate, { ...limits, isNullable: true }, t)
  const shown = typed === undefined ? value : typed
  return (
    <Field label={label} isLabelHidden={isLabelHidden} error={errorOf(shown)}>
      <NumberField
        label={label}
        value={shown}
        min={limits.min}
        max={limits.max}
        step={step}
        placeholder={placeholder}
        onChange={(next) => {
          const isValid = errorOf(next) === null
          setTyped(isValid ? undefined : next)
          if (isValid) onChange(next)
        }}
      />
    </Field>
  )
}
