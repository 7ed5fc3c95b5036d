import { useTranslation } from 'react-i18next'
import { currencyName } from '../../../i18n/names.ts'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'

const options = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: code,
  hint: currencyName(code),
}))

type CurrencyFieldProps = { value: string | null; onChange: (currency: string) => void; isLabelHidden?: boolean }

/** A currency by its code, found by its name too. */
export const CurrencyField = ({ value, onChange, isLabelHidden = false }: CurrencyFieldProps) => {
  const { t } = useTranslation('settings')
  return (
    <Field label={t('cost.currency')} isLabelHidden={isLabelHidden}>
      <Combobox label={t('cost.currency')} value={value} onChange={onChange} options={options} width="w-28" />
    </Field>
  )
}
