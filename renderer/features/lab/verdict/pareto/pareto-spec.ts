import type { LabAxes } from '#contract/lab/verdict.ts'
import type { ChartLayer, ChartSpec, Cross, PointLabel, ReadoutRow } from '../../../../ui/chart/chart-spec.ts'
import type { AxisFigure } from '../axis-figure.ts'
import { type AxisLook, axisLook } from './axis-look.ts'
import { frontOf, type ParetoPoint } from './pareto-point.ts'

/** What the picture says, from the catalogue. */
export type ParetoWords = {
  xTitle: string
  yTitle: string
  /** Below the name of a point; empty where there is nothing to say. */
  detail: (point: ParetoPoint) => string
  /** The rows that are read at a point: the figure of each axis, and what is said about it. */
  rows: (point: ParetoPoint) => { x: Omit<ReadoutRow, 'y' | 'colour'>; y: Omit<ReadoutRow, 'y' | 'colour'> }
}

export type ParetoZoom = { variant: number; factor: number }

const heightPx = 400
const chosenRadiusPx = 6
const radiusPx = 4
const frontStroke = 'color-mix(in oklab, var(--leaf) 55%, var(--paper))'

const bounds = ({ value, interval95 }: AxisFigure) => ({
  low: interval95?.low ?? value,
  value,
  high: interval95?.high ?? value,
})

function looksOf(points: readonly ParetoPoint[], axes: LabAxes, zoom: ParetoZoom | null): { x: AxisLook; y: AxisLook } {
  const at = zoom ? points.find(({ variant }) => variant === zoom.variant) : undefined
  const look = (direction: 'x' | 'y') =>
    axisLook(
      axes[direction],
      points.map((point) => bounds(point[direction])),
      zoom && at ? { at: at[direction].value, factor: zoom.factor } : null,
    )
  return { x: look('x'), y: look('y') }
}

const isWithin = ([low, high]: readonly [number, number], value: number): boolean => value >= low && value <= high

const endsOf = ({ interval95 }: AxisFigure, { toAxis }: AxisLook) =>
  interval95 && { low: toAxis(interval95.low), high: toAxis(interval95.high) }

/** Corners of the steps through the front: down to the next one's height, then over to it. */
function stepsThrough(front: readonly { x: number; y: number }[]): { x: number[]; y: number[] } {
  const corners = front.flatMap((point, index) => {
    const next = front[index + 1]
    return next ? [point, { x: point.x, y: next.y }] : [point]
  })
  return { x: corners.map(({ x }) => x), y: corners.map(({ y }) => y) }
}

/** How many points the zoom leaves out. */
export const pointsOutside = (points: readonly ParetoPoint[], axes: LabAxes, zoom: ParetoZoom | null): number => {
  const looks = looksOf(points, axes, zoom)
  return points.filter(
    ({ x, y }) =>
      !isWithin(looks.x.domain, looks.x.toAxis(x.value)) || !isWithin(looks.y.domain, looks.y.toAxis(y.value)),
  ).length
}

/** Where a value of the verdict stands on the axes of the picture. */
export function paretoScales(points: readonly ParetoPoint[], axes: LabAxes, zoom: ParetoZoom | null) {
  const { x, y } = looksOf(points, axes, zoom)
  return { x: x.toAxis, y: y.toAxis }
}

/** Fig. 1: two figures of each variant against each other, the better side at the right and at the top. */
export function paretoSpec(
  points: readonly ParetoPoint[],
  axes: LabAxes,
  zoom: ParetoZoom | null,
  words: ParetoWords,
): ChartSpec {
  const looks = looksOf(points, axes, zoom)
  const place = ({ x, y }: ParetoPoint) => ({ x: looks.x.toAxis(x.value), y: looks.y.toAxis(y.value) })
  const shown = points.filter((point) => {
    const { x, y } = place(point)
    return isWithin(looks.x.domain, x) && isWithin(looks.y.domain, y)
  })
  const cross = (point: ParetoPoint): Cross => ({
    ...place(point),
    acrossX: endsOf(point.x, looks.x),
    alongY: endsOf(point.y, looks.y),
  })
  const dotsFor = (
    those: readonly ParetoPoint[],
    { fill, stroke, radius }: { fill: string; stroke: string; radius: number },
  ): ChartLayer => ({ kind: 'dots', dots: those.map(place), fill, stroke, radiusPx: radius })
  const crossesFor = (those: readonly ParetoPoint[], stroke: string): ChartLayer => ({
    kind: 'crosses',
    crosses: those.map(cross),
    stroke,
    widthPx: 1.5,
  })
  const chosen = shown.filter(({ isChosen }) => isChosen)
  const hollow = shown.filter(({ isChosen, dominatedBy }) => !isChosen && dominatedBy !== null)
  const filled = shown.filter(({ isChosen, dominatedBy }) => !isChosen && dominatedBy === null)
  const frame = (direction: 'x' | 'y'): readonly [number, number] => {
    const values = points.map((point) => place(point)[direction])
    const [low, high] = [Math.min(...values), Math.max(...values)]
    return low === high ? looks[direction].domain : [low, high]
  }
  const front = stepsThrough(frontOf(points, axes).map(place))
  const leaf = 'var(--leaf)'
  return {
    heightPx,
    x: {
      kind: 'linear',
      domain: looks.x.domain,
      ticks: looks.x.ticks,
      label: looks.x.label,
      isLogarithmic: looks.x.isLogarithmic,
      isReversed: looks.x.isReversed,
      title: words.xTitle,
      frame: frame('x'),
    },
    y: {
      domain: looks.y.domain,
      ticks: looks.y.ticks,
      label: looks.y.label,
      isLogarithmic: looks.y.isLogarithmic,
      isReversed: looks.y.isReversed,
      title: words.yTitle,
      frame: frame('y'),
    },
    layers: [
      { kind: 'line', ...front, stroke: frontStroke, widthPx: 1, curve: { kind: 'linear' }, isClipped: true },
      crossesFor(hollow, 'var(--ink3)'),
      dotsFor(hollow, { fill: 'var(--paper)', stroke: 'var(--ink3)', radius: radiusPx }),
      crossesFor(filled, leaf),
      dotsFor(filled, { fill: leaf, stroke: leaf, radius: radiusPx }),
      dotsFor(chosen, { fill: 'var(--gold)', stroke: 'var(--goldmark)', radius: chosenRadiusPx }),
      crossesFor(chosen, 'var(--ink)'),
    ],
    endLabels: [],
    pointLabels: shown.map((point): PointLabel => {
      const detail = words.detail(point)
      return {
        ...place(point),
        text: point.label,
        ...(detail !== '' && { detail }),
        isStrong: point.isChosen,
        radiusPx: point.isChosen ? chosenRadiusPx : radiusPx,
      }
    }),
    // Two at the same place are told apart by less than a pixel, so that the keys reach both.
    stops: shown.map((point, index) => place(point).x * (1 + (looks.x.isReversed ? -1e-9 : 1e-9) * index)),
    readout: (index) => {
      const point = shown[index]
      if (!point) return { title: '', rows: [] }
      const rows = words.rows(point)
      return {
        title: point.label,
        rows: [
          { ...rows.x, y: null, colour: null },
          { ...rows.y, y: place(point).y, colour: null },
        ],
      }
    },
  }
}
