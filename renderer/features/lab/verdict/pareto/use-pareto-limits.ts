import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import type { ChartLimit, LiveLimits } from '../../../../ui/chart/chart-spec.ts'
import { formatAxis } from '../axis-figure.ts'
import { choicesOf, onChoices } from '../choices.ts'
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
): LiveLimits {
  const { t } = useTranslation('labVerdict')
  const scales = useMemo(() => paretoScales(points, axes, zoom), [points, axes, zoom])
  return useMemo(() => {
    const limitOn = (direction: 'x' | 'y'): ChartLimit | null => {
      const axis = axes[direction]
      const key = limitKeyOf(axis)
      const value = key === null ? null : limitOf(choicesOf(run).limits, key)
      if (value === null) return null
      const figure = formatAxis(axis, { value, interval95: null }, context)
      return {
        value: scales[direction](value),
        text: t(axis === 'speed' ? 'limit.yoursAtLeast' : 'limit.yoursAtMost', { figure }),
      }
    }
    return { read: () => ({ x: limitOn('x'), y: limitOn('y') }), subscribe: onChoices }
  }, [run, axes, scales, context, t])
}
