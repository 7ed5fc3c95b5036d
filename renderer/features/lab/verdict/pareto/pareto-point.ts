import type { LabRun } from '#contract/lab/run.ts'
import type { LabAxis, LabVerdict } from '#contract/lab/verdict.ts'
import { type AxisFigure, isMoreBetter } from '../axis-figure.ts'
import { paretoFront } from './pareto-front.ts'

/** A variant in the picture, with what it has on both axes. */
export type ParetoPoint = {
  variant: number
  label: string
  x: AxisFigure
  y: AxisFigure
  dominatedBy: number | null
  isChosen: boolean
}

/** The variants that have a figure on both axes, the worst by x first: as they stand from the left to the right. */
export function paretoPoints({ variants }: Pick<LabRun, 'variants'>, verdict: LabVerdict): ParetoPoint[] {
  const { x: xAxis, y: yAxis } = verdict.axes
  const points = verdict.standings.flatMap(({ variant, figures, dominatedBy }): ParetoPoint[] => {
    const [x, y] = [figures[xAxis], figures[yAxis]]
    const label = variants[variant]?.label
    if (!x || !y || label === undefined) return []
    return [{ variant, label, x, y, dominatedBy, isChosen: variant === verdict.recommended }]
  })
  const sign = goodness(xAxis)
  return points.toSorted((a, b) => sign * (a.x.value - b.x.value))
}

const goodness = (axis: LabAxis): 1 | -1 => (isMoreBetter(axis) ? 1 : -1)

/** The points on the Pareto front, from the left to the right. */
export function frontOf(points: readonly ParetoPoint[], { x, y }: LabVerdict['axes']): ParetoPoint[] {
  const front = paretoFront(
    points.map((point) => ({
      variant: point.variant,
      x: goodness(x) * point.x.value,
      y: goodness(y) * point.y.value,
    })),
  )
  return front.flatMap((variant) => points.find((point) => point.variant === variant) ?? [])
}
