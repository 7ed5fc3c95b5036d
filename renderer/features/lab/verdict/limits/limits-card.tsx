import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabAxis, LabVerdict } from '#contract/lab/verdict.ts'
import { Segmented } from '../../../../ui/segmented.tsx'
import { changeChoices, choicesOf, useChoices } from '../choices.ts'
import type { AxisWords } from '../use-axis-words.ts'
import { LimitSlider } from './limit-slider.tsx'
import { limitSteps } from './limit-steps.ts'
import { limitKeys } from './limit-values.ts'

const preferences: readonly { value: LabLimits['prefer']; axes: readonly LabAxis[] }[] = [
  { value: 'speed', axes: ['speed', 'prefill-speed'] },
  { value: 'quality', axes: ['kl-divergence', 'perplexity'] },
  { value: 'memory', axes: ['memory', 'file-size'] },
  { value: 'energy', axes: ['energy'] },
  { value: 'cost', axes: ['cost'] },
]

const knownFigures = ({ standings }: LabVerdict, axis: LabAxis): number[] =>
  standings.flatMap(({ figures }) => figures[axis]?.value ?? [])

/** What the reader asks of a quantization: a slider for each figure that is known, and what to prefer among those that meet them. */
export const LimitsCard = ({ run, verdict, words }: { run: LabRun; verdict: LabVerdict; words: AxisWords }) => {
  const { t } = useTranslation('labVerdict')
  const preferred = useChoices(run, ({ limits }) => limits.prefer)
  const sliders = useMemo(
    () =>
      limitKeys.flatMap((key) => {
        const steps = limitSteps(key, knownFigures(verdict, key))
        return steps === null ? [] : [{ key, steps }]
      }),
    [verdict],
  )
  const options = preferences.filter(
    ({ value, axes }) => value === preferred || axes.some((axis) => knownFigures(verdict, axis).length > 0),
  )
  return (
    <section aria-label={t('limit.card')} className="flex flex-col gap-0.5 px-4 py-2.5">
      {sliders.map(({ key, steps }) => (
        <LimitSlider key={key} run={run} limit={key} steps={steps} context={words.context} />
      ))}
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-24 shrink-0 type-secondary text-ink2">{t('limit.prefer')}</span>
        <Segmented
          label={t('limit.prefer')}
          value={preferred}
          options={options.map(({ value }) => ({ value, label: t(`limit.preference.${value}`) }))}
          onChange={(prefer) => changeChoices(run, { limits: { ...choicesOf(run).limits, prefer } })}
        />
      </div>
    </section>
  )
}
