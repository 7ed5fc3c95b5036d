import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { Slider } from '../../../../ui/slider.tsx'
import { type FigureContext, formatAxis } from '../axis-figure.ts'
import { changeChoices, choicesOf, useChoices } from '../choices.ts'
import { type LimitKey, type LimitSteps, stepOf } from './limit-steps.ts'
import { limitOf, withLimit } from './limit-values.ts'

type LimitSliderProps = {
  run: LabRun
  limit: LimitKey
  steps: LimitSteps
  context: FigureContext
}

/** One limit: at least, or at most. At the loose end there is none. */
export const LimitSlider = ({ run, limit, steps, context }: LimitSliderProps) => {
  const { t } = useTranslation('labVerdict')
  const value = useChoices(run, ({ limits }) => limitOf(limits, limit))
  const text = (of: number | null) =>
    of === null
      ? t('limit.none')
      : formatAxis(limit, { value: of, interval95: null }, { ...context, provenance: 'wall-metered' })
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden className="w-24 shrink-0 type-secondary text-ink2">
        {t(`limit.name.${limit}`)}
      </span>
      <div className="min-w-16 flex-1">
        <Slider
          label={t(`limit.name.${limit}`)}
          value={stepOf(steps, value)}
          min={0}
          max={steps.length - 1}
          valueText={(step) => text(steps[step] ?? null)}
          onChange={(step) =>
            changeChoices(run, {
              limits: withLimit(choicesOf(run).limits, limit, steps[step] ?? null, context.currency),
            })
          }
        />
      </div>
      <span className="w-24 shrink-0 text-right type-statistic whitespace-nowrap">{text(value)}</span>
    </div>
  )
}
