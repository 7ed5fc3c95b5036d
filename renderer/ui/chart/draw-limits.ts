import type { ChartLimits } from './chart-spec.ts'
import type { DrawnChart } from './draw-chart.ts'
import { svgElement } from './draw-end-labels.ts'
import { labelWidthPx } from './end-labels.ts'
import { type Box, overlap } from './place-labels.ts'

const groupClass = 'chart-limits'
const patternId = 'chart-outside'

/** Lines at 45°, fainter than those of `hatch`: what is outside is still to be read. */
function outsidePattern(): SVGElement {
  const pattern = svgElement('pattern', {
    id: patternId,
    width: 6,
    height: 6,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  })
  pattern.append(svgElement('path', { d: 'M0 0V6', stroke: 'var(--rule)', 'stroke-width': 1.5 }))
  return pattern
}

const within = (px: number, from: number, to: number): number => Math.max(from, Math.min(to, px))

/** Words of a limit at a place beside its line; its right end or its left one is there. */
type Words = { x: number; y: number; anchor: 'start' | 'end' }

const lineHeightPx = 14

function boxOf({ x, y, anchor }: Words, text: string): Box {
  const widthPx = labelWidthPx(text)
  const left = anchor === 'start' ? x : x - widthPx
  return { left, right: left + widthPx, top: y - 11, bottom: y - 11 + lineHeightPx }
}

/** The first of the places where the words cover no name and stay in the chart; else the first. */
function freePlace(places: readonly Words[], text: string, { names, box }: DrawnChart): Words | undefined {
  const isFree = (place: Words) => {
    const own = boxOf(place, text)
    const isInside =
      own.left >= box.left && own.right <= box.right && own.top >= box.top - 2 && own.bottom <= box.bottom
    return isInside && names.every((name) => overlap(own, name) === 0)
  }
  return places.find(isFree) ?? places[0]
}

/**
 * Hatches what lies outside of the reader's limits, in place of what was hatched before: the better side is at the right and at the top,
 * whichever way the axes run. The rest of the chart stays as it was drawn.
 */
export function drawLimits(chart: DrawnChart, limits: ChartLimits): void {
  const { svg, xOf, yOf, box } = chart
  svg.querySelector(`.${groupClass}`)?.remove()
  const { left, right, top, bottom } = box
  const x = limits.x ? within(xOf(limits.x.value), left, right) : left
  const y = limits.y ? within(yOf(limits.y.value), top, bottom) : bottom
  // A limit beyond the loose side of what is shown has no line, and no words.
  const across = limits.x && x > left ? limits.x : null
  const along = limits.y && y < bottom ? limits.y : null
  if (!across && !along) return
  const group = svgElement('g', { class: groupClass })
  const lines = [...(across ? [`M${x} ${top}V${y}`] : []), ...(along ? [`M${x} ${y}H${right}`] : [])].join('')
  group.append(
    outsidePattern(),
    svgElement('path', { d: `M${left} ${top}H${x}V${y}H${right}V${bottom}H${left}Z`, fill: `url(#${patternId})` }),
    svgElement('path', { d: lines, fill: 'none', stroke: 'var(--ink3)', 'stroke-dasharray': '2 3' }),
  )
  const write = (text: string, places: readonly Words[]) => {
    const place = freePlace(places, text, chart)
    if (!place) return
    group.append(
      svgElement('text', { x: place.x, y: place.y, 'text-anchor': place.anchor, class: 'chart-aside' }, text),
    )
  }
  if (across) {
    write(across.text, [
      { x: x - 8, y: top + 12, anchor: 'end' },
      { x: x + 8, y: top + 12, anchor: 'start' },
      { x: x - 8, y: top + 36, anchor: 'end' },
      { x: x + 8, y: top + 36, anchor: 'start' },
    ])
  }
  if (along) {
    write(along.text, [
      { x: right - 4, y: y + 16, anchor: 'end' },
      { x: x + 8, y: y + 16, anchor: 'start' },
      { x: right - 4, y: y - 6, anchor: 'end' },
      { x: x + 8, y: y - 6, anchor: 'start' },
    ])
  }
  // Below all marks, above the pattern of the chart itself.
  svg.querySelector('defs')?.after(group)
}
