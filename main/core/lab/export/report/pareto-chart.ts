import { dot, line, ruleX, ruleY, text } from '@observablehq/plot'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabAxis, LabVerdict } from '#contract/lab/verdict.ts'
import { draw } from './draw.ts'
import { axisWords } from './words.ts'

type Point = {
  label: string
  x: number
  y: number
  xInterval: { low: number; high: number } | null
  yInterval: { low: number; high: number } | null
  isDominated: boolean
  isRecommended: boolean
}

/** Bytes are shown in the unit of the axis. */
const perUnit: Partial<Record<LabAxis, number>> = { memory: 2 ** 30, 'file-size': 1e9 }

const ink = '#221d17'
const faint = '#8a867c'
const leaf = '#2e6540'
const gold = '#ebb51e'

/** Quality against what is preferred: crosses are 95 % intervals, hollow points are dominated. null where fewer than two variants have both figures. */
export function paretoChart(run: LabRun, { standings, axes, recommended }: LabVerdict): string | null {
  const points = standings.flatMap(({ variant, figures, dominatedBy }): Point[] => {
    const [x, y] = [figures[axes.x], figures[axes.y]]
    if (x === undefined || y === undefined) return []
    const scaled = (axis: LabAxis, value: number) => value / (perUnit[axis] ?? 1)
    const interval = (axis: LabAxis, { interval95 }: typeof x) =>
      interval95 && { low: scaled(axis, interval95.low), high: scaled(axis, interval95.high) }
    return [
      {
        label: run.variants[variant]?.label ?? '',
        x: scaled(axes.x, x.value),
        y: scaled(axes.y, y.value),
        xInterval: interval(axes.x, x),
        yInterval: interval(axes.y, y),
        isDominated: dominatedBy !== null,
        isRecommended: variant === recommended,
      },
    ]
  })
  if (points.length < 2) return null
  const front = points.filter(({ isDominated }) => !isDominated).sort((one, other) => one.x - other.x)
  // A reference has no divergence from itself, which a logarithm has no place for.
  const isLogarithmic = axes.y === 'kl-divergence' && points.every(({ y }) => y > 0)
  return draw({
    width: 720,
    height: 380,
    marginLeft: 64,
    marginRight: 80,
    marginTop: 36,
    marginBottom: 44,
    style: { fontFamily: 'inherit', fontSize: '12px', color: ink, background: 'transparent' },
    x: { label: axisWords[axes.x], nice: true },
    y: {
      label: axisWords[axes.y],
      nice: true,
      // The better end is at the top.
      reverse: axes.y !== 'speed' && axes.y !== 'prefill-speed',
      ...(isLogarithmic && { type: 'log' as const }),
    },
    marks: [
      line(front, { x: 'x', y: 'y', stroke: leaf, strokeOpacity: 0.4, curve: 'step-after' }),
      ruleY(
        points.filter(({ xInterval }) => xInterval !== null),
        {
          y: 'y',
          x1: ({ xInterval }: Point) => xInterval?.low,
          x2: ({ xInterval }: Point) => xInterval?.high,
          stroke: faint,
        },
      ),
      ruleX(
        points.filter(({ yInterval }) => yInterval !== null),
        {
          x: 'x',
          y1: ({ yInterval }: Point) => yInterval?.low,
          y2: ({ yInterval }: Point) => yInterval?.high,
          stroke: faint,
        },
      ),
      dot(points, {
        x: 'x',
        y: 'y',
        r: 4.5,
        stroke: ({ isDominated }: Point) => (isDominated ? faint : leaf),
        fill: ({ isDominated, isRecommended }: Point) => (isRecommended ? gold : isDominated ? '#fff' : leaf),
      }),
      text(points, { x: 'x', y: 'y', text: 'label', dx: 9, dy: -9, textAnchor: 'start', fill: ink }),
    ],
  })
}
