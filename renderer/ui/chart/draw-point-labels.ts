import type { ChartLayer, PointLabel } from './chart-spec.ts'
import type { DrawnChart } from './draw-chart.ts'
import { svgElement } from './draw-end-labels.ts'
import { labelWidthPx } from './end-labels.ts'
import { type Box, placeLabels } from './place-labels.ts'

const linePx = 14
/** Italics of 13 px are a little wider than the sans of 11. */
const detailWidth = 1.02
/** Below this width of the chart there is room for names alone, but for the strong ones. */
const leastDetailPx = 480

const boxAround = (x1: number, y1: number, x2: number, y2: number, roomPx: number): Box => ({
  left: Math.min(x1, x2) - roomPx,
  right: Math.max(x1, x2) + roomPx,
  top: Math.min(y1, y2) - roomPx,
  bottom: Math.max(y1, y2) + roomPx,
})

/** What the labels should not cover: crosses, and lines that run along the axes. */
function obstaclesOf(layer: ChartLayer, { xOf, yOf }: DrawnChart): Box[] {
  if (layer.kind === 'dots') {
    return layer.dots.map(({ x, y }) => boxAround(xOf(x), yOf(y), xOf(x), yOf(y), layer.radiusPx + 1))
  }
  if (layer.kind === 'crosses') {
    return layer.crosses.flatMap(({ x, y, acrossX, alongY }) => [
      ...(acrossX ? [boxAround(xOf(acrossX.low), yOf(y), xOf(acrossX.high), yOf(y), 1)] : []),
      ...(alongY ? [boxAround(xOf(x), yOf(alongY.low), xOf(x), yOf(alongY.high), 1)] : []),
    ])
  }
  if (layer.kind !== 'line' || layer.isClipped !== true) return []
  return layer.x.slice(1).flatMap((x, index) => {
    const [fromX, fromY, y] = [layer.x[index], layer.y[index], layer.y[index + 1]]
    const isWhole = fromX !== undefined && fromY != null && y != null
    return isWhole ? [boxAround(xOf(fromX), yOf(fromY), xOf(x), yOf(y), 1)] : []
  })
}

/** The names of the points, each where it covers the least, and where they are. */
export function drawPointLabels(
  chart: DrawnChart,
  widthPx: number,
): { elements: SVGElement[]; places: readonly Box[] } {
  const { spec, xOf, yOf, box } = chart
  // Those that matter most choose their place first.
  const labels = (spec.pointLabels ?? [])
    .toSorted((a, b) => Number(b.isStrong ?? false) - Number(a.isStrong ?? false))
    .map(
      ({ detail, ...label }): PointLabel =>
        detail && (label.isStrong || widthPx >= leastDetailPx) ? { ...label, detail } : label,
    )
  const places = placeLabels(
    labels.map(({ x, y, text, detail, radiusPx }) => ({
      x: xOf(x),
      y: yOf(y),
      widthPx: Math.max(labelWidthPx(text), detail ? labelWidthPx(detail) * detailWidth : 0),
      heightPx: linePx * (detail ? 2 : 1),
      gapPx: radiusPx + 6,
    })),
    spec.layers.flatMap((layer) => obstaclesOf(layer, chart)),
    { left: box.left + 2, right: widthPx, top: box.top - 8, bottom: box.bottom - 2 },
  )
  const elements = labels.flatMap(({ text, detail, isStrong }, index) => {
    const place = places[index]
    if (!place) return []
    const middle = (place.left + place.right) / 2
    const x = { start: place.left, middle, end: place.right }[place.anchor]
    const at = { x, y: place.top + 10, 'text-anchor': place.anchor }
    const name = svgElement('text', { ...at, class: `chart-point${isStrong ? ' chart-strong' : ''}` }, text)
    return detail
      ? [name, svgElement('text', { ...at, y: place.top + 10 + linePx, class: 'chart-aside' }, detail)]
      : [name]
  })
  return { elements, places }
}
