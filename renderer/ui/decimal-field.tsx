import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decimalText, parseDecimal } from './decimal.ts'
import { Field, TextInput } from './field.tsx'
import { type NumberRange, rangeError } from './number-range.ts'
import { useDraft } from './use-draft.ts'

type DecimalFieldProps = {
  label: string
  isLabelHidden?: boolean
  value: number | null
  range: Omit<NumberRange, 'isInteger'>
  /** Called with what is in order only, when the hand has rested. */
  onChange: (value: number | null) => void
  /** Stands behind the field. */
  unit?: ReactNode
  /** What an empty field means. */
  placeholder?: string
  description?: ReactNode
  /** What else may be wrong with a number that is in its range. */
  refuse?: (value: number | null) => string | null
  /** The width of the field. */
  width?: string
}

/** A number with decimals, after a point or a comma. What is no number stays in the field, says why, and is not passed on. */
export const DecimalField = ({
  label,
  isLabelHidden = false,
  value,
  range,
  onChange,
  unit,
  placeholder,
  description,
  refuse = () => null,
  width = 'w-28',
}: DecimalFieldProps) => {
  const { t } = useTranslation('settings')
  const saved = decimalText(value)
  const errorOf = (text: string): string | null => {
    const number = parseDecimal(text)
    if (number === undefined) return t('error.number')
    return rangeError(number, { ...range, isInteger: false }, t) ?? refuse(number)
  }
  const save = (text: string) => {
    const number = parseDecimal(text)
    if (number !== undefined && number !== value) onChange(number)
  }
  const draft = useDraft(saved, save, (text) => errorOf(text) === null)
  const [seen, setSeen] = useState(saved)
  if (seen !== saved) {
    setSeen(saved)
    // Changed from elsewhere: what was typed before gives way.
    if (decimalText(parseDecimal(draft.value) ?? null) !== saved) draft.drop()
  }
  const error = errorOf(draft.value)
  return (
    <Field label={label} isLabelHidden={isLabelHidden} error={error} description={description}>
      <span className="flex items-center gap-2">
        <TextInput
          inputMode="decimal"
          autoComplete="off"
          value={draft.value}
          placeholder={placeholder}
          className={width}
          onChange={(event) => draft.change(event.currentTarget.value)}
          onBlur={() => {
            if (error !== null) return
            save(draft.value)
            draft.drop()
          }}
        />
        {unit !== undefined && <span className="whitespace-nowrap text-ink2">{unit}</span>}
      </span>
    </Field>
  )
}
