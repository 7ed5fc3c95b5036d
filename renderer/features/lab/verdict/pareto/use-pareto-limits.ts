import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import type { ChartLimit, ChartLimits } from '../../../../ui/chart/chart-spec.ts'
import { formatAxis } from '../axis-figure.ts'
import { useChoices } from '../choices.ts'
import { limitKeyOf, limitOf } from '../limits/limit-values.ts'
import type { AxisWords } from '../use-axis-words.ts'
import type { ParetoPoint } from './pareto-point.ts'
import { type ParetoZoom, paretoScales } from './pareto-spec.ts'

/** The limits that can be drawn on the axes of Fig. 1: they follow the sliders at once, and the rest of the picture when the verdict is known. */
export function useParetoLimits(
  run: LabRun,
  { axes }: LabVerdict,
  points: readonly ParetoPoint[],
  zoom: ParetoZoom | null,
  { context }: AxisWords,
): ChartLimits {
  const { t } = useTranslation('labVerdict')
  const limits = useChoices(run, (choices) => choices.limits)
  const scales = useMemo(() => paretoScales(points, axes, zoom), [points, axes, zoom])
  return useMemo(() => {
    const limitOn = (direction: 'x' | 'y'): ChartLimit | null => {
      const axis = axes[direction]
      const key = limitKeyOf(axis)
      const value = key === null ? null : limitOf(limits, key)
      if (value === null) return null
      const figure = formatAxis(axis, { value, interval95: null }, context)
      return {
        value: scales[direction](value),
        text: t(axis === 'speed' ? 'limit.yoursAtLeast' : 'limit.yoursAtMost', { figure }),
      }
    }
    return { x: limitOn('x'), y: limitOn('y') }
  }, [axes, limits, scales, context, t])
}
