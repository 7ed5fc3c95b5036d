import { useTranslation } from 'react-i18next'
import { NumberField } from '../../ui/number-field.tsx'
import { type NumberRange, rangeError } from '../../ui/number-range.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { type SettingRow, SettingRowView } from './setting-row.tsx'

type NumberSettingProps = {
  row: Omit<SettingRow, 'control' | 'error'>
  value: number | null
  range: NumberRange
  step?: number
  /** What an empty field means. */
  placeholder?: string
  save: (value: number | null) => void
}

/** A setting that is a number. One that is out of range is not saved, and says why. */
export const NumberSetting = ({ row, value, range, step = 1, placeholder, save }: NumberSettingProps) => {
  const { t } = useTranslation('settings')
  const draft = useDraft(value, save, (candidate) => rangeError(candidate, range, t) === null)
  const reset = () => {
    draft.drop()
    row.reset()
  }
  return (
    <SettingRowView
      row={{
        ...row,
        reset,
        error: rangeError(draft.value, range, t),
        control: (
          <NumberField
            value={draft.value}
            onChange={draft.change}
            min={range.min}
            max={range.max}
            step={step}
            {...(placeholder === undefined ? {} : { placeholder })}
          />
        ),
      }}
    />
  )
}
