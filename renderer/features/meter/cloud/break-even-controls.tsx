import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../i18n/format.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { Slider } from '../../../ui/slider.tsx'
import type { BreakEvenInputs } from './break-even-question.ts'

type BreakEvenControlsProps = {
  inputs: BreakEvenInputs
  currency: string
  onChange: (change: Partial<BreakEvenInputs>) => void
}

const mostHardware = 1e9
const mostRate = 100_000

/** What the chart of break-even assumes, to be changed. A number that is out of range is not taken. */
export const BreakEvenControls = ({ inputs, currency, onChange }: BreakEvenControlsProps) => {
  const { t } = useTranslation('meter')
  const percent = Math.round(inputs.utilisation * 100)
  const ofTheDay = (value: number) => t('breakEven.ofTheDay', { percent: `${formatNumber(value)} %` })
  return (
    <div className="mt-2 flex flex-wrap items-end gap-x-6 gap-y-2 type-secondary text-ink2">
      <div className="flex flex-col gap-1">
        <span aria-hidden>{t('breakEven.hardware', { currency })}</span>
        <NumberField
          label={t('breakEven.hardware', { currency })}
          value={inputs.hardware}
          min={0}
          max={mostHardware}
          step={50}
          onChange={(hardware) => {
            if (hardware !== null && hardware >= 0 && hardware <= mostHardware) onChange({ hardware })
          }}
        />
      </div>
      <div className="flex flex-col gap-1">
        <span aria-hidden>{t('breakEven.rate')}</span>
        <NumberField
          label={t('breakEven.rate')}
          value={Math.round(inputs.tokensPerSecond * 10) / 10}
          min={0.1}
          max={mostRate}
          step={1}
          onChange={(rate) => {
            if (rate !== null && rate > 0 && rate <= mostRate) onChange({ tokensPerSecond: rate })
          }}
        />
      </div>
      <div className="min-w-40 flex-1">
        <span className="flex justify-between gap-2">
          <span aria-hidden>{t('breakEven.utilisation')}</span>
          <span className="type-statistic text-ink">{ofTheDay(percent)}</span>
        </span>
        <Slider
          label={t('breakEven.utilisation')}
          value={percent}
          min={1}
          max={100}
          valueText={ofTheDay}
          onChange={(value) => onChange({ utilisation: value / 100 })}
        />
      </div>
    </div>
  )
}
