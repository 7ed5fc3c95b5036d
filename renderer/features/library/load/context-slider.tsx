import { useTranslation } from 'react-i18next'
import { contextCapTokens } from '#contract/engine.ts'
import type { FitEstimate } from '#contract/models.ts'
import { formatContextTick, formatNumber } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Slider } from '../../../ui/slider.tsx'
import { contextSteps, longestFittingTokens, shortestTokens, stepPosition, tickSteps } from './context-steps.ts'

type ContextSliderProps = {
  trainedTokens: number | null
  /** null: automatic. */
  value: number | null
  onChange: (tokens: number | null) => void
  estimate: FitEstimate | undefined
  /** True where layers that the GPU has no room for go to the CPU. */
  isGpu: boolean
}

const fittingWords = (tokens: number): string =>
  formatContextTick(tokens < 1024 ? tokens : Math.floor(tokens / 1024) * 1024)

/** The context length on a scale of doublings, with the place up to which it fits. */
export const ContextSlider = ({ trainedTokens, value, onChange, estimate, isGpu }: ContextSliderProps) => {
  const { t } = useTranslation('picker')
  const steps = contextSteps(trainedTokens)
  const tokens = value ?? Math.min(trainedTokens ?? contextCapTokens, contextCapTokens)
  const ticks = tickSteps(steps).map((step) => ({ step, position: stepPosition(steps, step) }))
  const longest = estimate ? longestFittingTokens(estimate) : null
  const last = steps.length - 1
  const lastTokens = steps[last] ?? 0
  return (
    <div>
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-2 *:whitespace-nowrap">
        <span>{t('context.label')}</span>
        <b className="type-figure font-medium">{t('context.tokens', { tokens: formatNumber(tokens) })}</b>
        {value === null ? (
          <span className="type-secondary text-ink3">{t('context.automatic')}</span>
        ) : (
          <Button variant="text" size="inline" onClick={() => onChange(null)}>
            {t('context.reset')}
          </Button>
        )}
        {longest !== null && (
          <span className="ml-auto type-secondary text-ink3">
            {longest < shortestTokens
              ? t(isGpu ? 'context.noneFitGpu' : 'context.noneFit')
              : longest >= lastTokens
                ? t('context.allFit')
                : t(isGpu ? 'context.fitsToGpu' : 'context.fitsTo', { tokens: fittingWords(longest) })}
          </span>
        )}
      </div>
      <Slider
        label={t('context.label')}
        value={stepPosition(steps, tokens)}
        min={0}
        max={last}
        onChange={(position) => onChange(steps[Math.round(position)] ?? null)}
        valueText={(position) => t('context.tokens', { tokens: formatNumber(steps[Math.round(position)] ?? 0) })}
        ticks={ticks.map(({ position }) => position)}
        limit={longest === null || longest >= lastTokens ? null : stepPosition(steps, longest)}
      />
      <div aria-hidden className="relative h-4">
        {ticks.map(({ step, position }) => (
          <span
            key={step}
            className="absolute -translate-x-1/2 type-side-figure text-ink2 first:translate-x-0 last:-translate-x-full"
            style={{ left: `${(position / last) * 100}%` }}
          >
            {formatContextTick(step)}
          </span>
        ))}
      </div>
    </div>
  )
}
