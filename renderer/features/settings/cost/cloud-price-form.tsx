import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserCloudPrice } from '#contract/cost.ts'
import { Button } from '../../../ui/button.tsx'
import { decimalText, parseDecimal } from '../../../ui/decimal.ts'
import { Field, TextInput } from '../../../ui/field.tsx'
import { rangeError } from '../../../ui/number-range.ts'
import { CurrencyField } from './currency-field.tsx'

const range = { min: 0, max: 1_000_000, isInteger: false, isNullable: false }

type CloudPriceFormProps = { price: UserCloudPrice; onSave: (price: UserCloudPrice) => void; onCancel: () => void }

/** A row of the user's own: who, which model, and what a million tokens of prompt and answer cost there. */
export const CloudPriceForm = ({ price, onSave, onCancel }: CloudPriceFormProps) => {
  const { t } = useTranslation('settings')
  const [provider, setProvider] = useState(price.provider)
  const [model, setModel] = useState(price.model)
  const [currency, setCurrency] = useState(price.currency)
  const [input, setInput] = useState(price.provider === '' ? '' : decimalText(price.inputPerMillion))
  const [output, setOutput] = useState(price.provider === '' ? '' : decimalText(price.outputPerMillion))
  const [isTried, setTried] = useState(false)

  const wordsError = (text: string) => (text.trim() === '' ? t('error.words') : null)
  const numberError = (text: string) => {
    const number = parseDecimal(text)
    return number === undefined ? t('error.number') : rangeError(number, range, t)
  }
  const errors = {
    provider: wordsError(provider),
    model: wordsError(model),
    input: numberError(input),
    output: numberError(output),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(errors).some((error) => error !== null)) return
    onSave({
      id: price.id,
      provider: provider.trim(),
      model: model.trim(),
      currency,
      inputPerMillion: parseDecimal(input) ?? 0,
      outputPerMillion: parseDecimal(output) ?? 0,
    })
  }
  const field = (key: keyof typeof errors, value: string, setValue: (text: string) => void, isNumber: boolean) => (
    <Field label={t(`cost.cloudPrices.${key}`)} error={isTried ? errors[key] : null}>
      <TextInput
        value={value}
        inputMode={isNumber ? 'decimal' : 'text'}
        maxLength={isNumber ? 20 : 80}
        autoComplete="off"
        className={isNumber ? 'w-28' : 'w-44'}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </Field>
  )
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-x-4 gap-y-3 border-t border-rule py-3">
      {field('provider', provider, setProvider, false)}
      {field('model', model, setModel, false)}
      {field('input', input, setInput, true)}
      {field('output', output, setOutput, true)}
      <CurrencyField value={currency} onChange={setCurrency} />
      <span className="flex w-full gap-2">
        <Button type="submit" variant="primary" size="compact">
          {t('cost.cloudPrices.save')}
        </Button>
        <Button size="compact" onClick={onCancel}>
          {t('cost.cloudPrices.cancel')}
        </Button>
      </span>
    </form>
  )
}
