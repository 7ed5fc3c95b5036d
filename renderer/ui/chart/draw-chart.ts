import {
  areaY,
  axisX,
  axisY,
  barY,
  dot,
  gridY,
  lineY,
  type Markish,
  plot,
  ruleX,
  ruleY,
  type ScaleOptions,
  text,
} from '@observablehq/plot'
import { manyDots, manyLevels, manyUprights } from './as-one-shape.ts'
import type { ChartLayer, ChartNote, ChartSpec, Curve, HorizontalAxis, Place, UprightAxis } from './chart-spec.ts'
import { drawAxisLooks, type NumberAxis } from './draw-axis-looks.ts'
import { drawEndLabels, endLabelsWidthPx, svgElement } from './draw-end-labels.ts'
import { drawPointLabels } from './draw-point-labels.ts'
import type { Box } from './place-labels.ts'
import { toRuns } from './step-runs.ts'
import { roundTicks } from './ticks.ts'

/** A chart as it stands in the page. Places and values give px from its left and top edge. */
export type DrawnChart = {
  /** What it was drawn from. */
  spec: ChartSpec
  svg: SVGSVGElement
  xOf: (place: Place) => number
  yOf: (value: number) => number
  box: Box
  /** Where the names of points stand. */
  names: readonly Box[]
}

const topPx = 14
const bottomPx = 28
const usualLeftPx = 52
/** A line of words beside an axis. */
const titlePx = 18

/** What the label of a tick takes along the horizontal axis, such as `13 Nov`, with the room around it. */
const leastTickPx = 52

/** Steps that are narrower than this are joined by straight lines: the stairs would be all that is seen. */
const leastStairPx = 6

/** How steps are drawn, by their width. */
type Stairs = (stepWidth: number) => 'step-after' | 'linear'

const curveOf = (curve: Curve, stairs: Stairs) => (curve.kind === 'step' ? stairs(curve.stepWidth) : 'linear')

const notes = (all: readonly ChartNote[], look: ChartNote['look'], anchor: ChartNote['anchor']): Markish[] =>
  all
    .filter((note) => note.look === look && note.anchor === anchor)
    .map(({ x, y, text: words, dx = 0, dy = 0 }) =>
      text([words], { x: [x], y: [y], dx, dy, textAnchor: anchor, className: `chart-${look}`, clip: false }),
    )

/** The marks of one layer. */
function marksOf(layer: ChartLayer, yTicks: readonly number[], stairs: Stairs): Markish[] {
  switch (layer.kind) {
    case 'band': {
      const {
        x,
        columns: [low = [], high = []],
      } = toRuns(layer.x, [layer.low, layer.high], layer.curve)
      return [
        areaY(x, {
          x,
          y1: low,
          y2: high,
          fill: layer.fill,
          fillOpacity: layer.opacity ?? 1,
          curve: curveOf(layer.curve, stairs),
        }),
        layer.hasEdge
          ? lineY(x, { x, y: high, stroke: 'var(--paper)', strokeWidth: 0.75, curve: curveOf(layer.curve, stairs) })
          : null,
      ]
    }
    case 'line': {
      const {
        x,
        columns: [values = []],
      } = toRuns(layer.x, [layer.y], layer.curve)
      return [
        lineY(x, {
          x,
          y: values,
          stroke: layer.stroke,
          strokeWidth: layer.widthPx,
          strokeLinejoin: 'round',
          curve: curveOf(layer.curve, stairs),
          clip: layer.isClipped ?? false,
          ...(layer.dash && { strokeDasharray: layer.dash }),
        }),
      ]
    }
    case 'bars':
      return [barY(layer.bars, { x: 'x', y1: 'low', y2: 'high', fill: layer.fill, insetTop: 0.75 })]
    case 'intervals':
      return [ruleX(layer.intervals, { x: 'x', y1: 'low', y2: 'high', stroke: 'var(--ink)', strokeWidth: 1 })]
    case 'crosses': {
      const look = { stroke: layer.stroke, strokeWidth: layer.widthPx, clip: true } as const
      const across = layer.crosses.flatMap(({ y, acrossX }) => (acrossX ? [{ y, ...acrossX }] : []))
      const along = layer.crosses.flatMap(({ x, alongY }) => (alongY ? [{ x, ...alongY }] : []))
      return [
        ruleY(across, { ...look, y: 'y', x1: 'low', x2: 'high', ...manyLevels(across.length) }),
        ruleX(along, { ...look, x: 'x', y1: 'low', y2: 'high', ...manyUprights(along.length) }),
      ]
    }
    case 'dots': {
      const { dots, fill, stroke, radiusPx } = layer
      return [dot(dots, { x: 'x', y: 'y', fill, stroke, r: radiusPx, ...manyDots(dots.length, radiusPx) })]
    }
    case 'rule':
      return [
        ruleX([layer.x], {
          y1: layer.fromY,
          y2: layer.toY,
          stroke: layer.stroke,
          ...(layer.dash && { strokeDasharray: layer.dash }),
        }),
      ]
    case 'cuts':
      return [gridY({ ticks: [...yTicks], stroke: 'var(--paper)', strokeOpacity: 0.45 })]
    case 'notes':
      return (['figure', 'aside'] as const).flatMap((look) =>
        (['start', 'middle', 'end'] as const).flatMap((anchor) => notes(layer.notes, look, anchor)),
      )
  }
}

const horizontalScale = (x: HorizontalAxis): ScaleOptions => {
  if (x.kind === 'bands')
    return { type: 'band', domain: [...x.keys], paddingInner: 0.18, paddingOuter: 0.1, label: null }
  if (x.kind === 'time') return { type: 'time', domain: x.domain.map((at) => new Date(at)), label: null }
  return numberScale(x)
}

const numberScale = ({ domain, isLogarithmic = false, isReversed = false }: NumberAxis): ScaleOptions => ({
  type: isLogarithmic ? 'log' : 'linear',
  domain: [...domain],
  reverse: isReversed,
  label: null,
})

const ticksOf = ({ domain, ticks }: NumberAxis): readonly number[] =>
  typeof ticks === 'number' ? roundTicks(...domain, ticks) : ticks

/** All ticks have their label, or as many of them as there is room for. */
const thinned =
  <Value>(label: (value: Value, index: number) => string, roomPx: number) =>
  // Plot hands over all of them, which its types do not say.
  (value: Value, index: number, all: readonly Value[] = []): string =>
    index % Math.max(1, Math.ceil((all.length * leastTickPx) / roomPx)) === 0 ? label(value, index) : ''

function horizontalAxis(x: HorizontalAxis, roomPx: number): Markish[] {
  const look = { anchor: 'bottom', className: 'chart-axis', color: 'var(--ink2)', tickSize: 4, tickPadding: 4 } as const
  switch (x.kind) {
    case 'time':
      return [
        axisX({
          ...look,
          ticks: x.ticks,
          tickFormat: thinned((at: Date, index) => x.label(at.getTime(), index), roomPx),
        }),
      ]
    case 'linear':
      return [
        axisX({
          ...look,
          ticks: typeof x.ticks === 'number' ? x.ticks : [...x.ticks],
          tickFormat: thinned((value: number) => x.label(value), roomPx),
        }),
      ]
    case 'bands':
      return [axisX({ ...look, tickSize: 0, tickFormat: (key: string, index: number) => x.label(key, index) })]
  }
}

const uprightAxis = (y: UprightAxis, ticks: readonly number[]): Markish =>
  axisY({
    anchor: 'left',
    className: 'chart-axis',
    color: 'var(--ink2)',
    tickSize: 4,
    tickPadding: 4,
    ticks: [...ticks],
    tickFormat: (value: number, index: number) => y.label(value, index === ticks.length - 1),
  })

/** The pattern that `hatch` names. */
function hatchPattern(): SVGElement {
  const pattern = svgElement('pattern', {
    id: 'chart-hatch',
    width: 4,
    height: 4,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  })
  pattern.append(svgElement('path', { d: 'M0 0V4', stroke: 'var(--ink3)', 'stroke-width': 1.5 }))
  const definitions = svgElement('defs', {})
  definitions.append(pattern)
  return definitions
}

/** Draws a chart, about `widthPx` wide, with Observable Plot: the one place that knows of it. */
export function drawChart(spec: ChartSpec, widthPx: number): DrawnChart {
  const leftPx = spec.leftPx ?? usualLeftPx
  const labelsPx = endLabelsWidthPx(spec.endLabels, widthPx)
  const yTicks = ticksOf(spec.y)
  const xTitle = spec.x.kind === 'linear' ? spec.x.title : undefined
  const marginTop = spec.y.title === undefined ? topPx : topPx + titlePx
  const marginBottom = xTitle === undefined ? bottomPx : bottomPx + titlePx
  const [first, last] = spec.x.kind === 'bands' ? [0, 1] : spec.x.domain
  const roomPx = widthPx - leftPx - labelsPx
  const stairs: Stairs = (stepWidth) => ((stepWidth / (last - first)) * roomPx < leastStairPx ? 'linear' : 'step-after')
  const drawn = plot({
    width: widthPx,
    height: spec.heightPx,
    marginLeft: leftPx,
    marginRight: labelsPx,
    marginTop,
    marginBottom,
    className: 'chart-plot',
    figure: false,
    x: horizontalScale(spec.x),
    y: numberScale(spec.y),
    marks: [
      ...spec.layers.flatMap((layer) => marksOf(layer, yTicks, stairs)),
      ...horizontalAxis(spec.x, roomPx),
      uprightAxis(spec.y, yTicks),
    ],
  })
  if (!(drawn instanceof SVGSVGElement)) throw new Error('The chart was not drawn as one picture.')
  // The policy forbids style elements; the few rules in it stand in chart.css. It is not connected yet, so that nothing is reported.
  drawn.querySelector('style')?.remove()
  drawn.prepend(hatchPattern())
  const [x, y] = [drawn.scale('x'), drawn.scale('y')]
  const halfBand = (x?.bandwidth ?? 0) / 2
  const yOf = (value: number): number => Number(y?.apply(value) ?? 0)
  const xOf = (place: Place): number => Number(x?.apply(place) ?? 0) + halfBand
  const box = { left: leftPx, right: widthPx - labelsPx, top: marginTop, bottom: spec.heightPx - marginBottom }
  const chart: DrawnChart = { spec, svg: drawn, xOf, yOf, box, names: [] }
  const { elements, places } = drawPointLabels(chart, widthPx)
  drawn.append(...drawAxisLooks(chart), ...drawEndLabels(spec.endLabels, { ...box, yOf }), ...elements)
  return { ...chart, names: places }
}
