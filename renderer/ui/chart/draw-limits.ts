import { type ChartLimits, hatch } from './chart-spec.ts'
import type { DrawnChart } from './draw-chart.ts'
import { svgElement } from './draw-end-labels.ts'
import { labelWidthPx } from './end-labels.ts'

const groupClass = 'chart-limits'

const within = (px: number, from: number, to: number): number => Math.max(from, Math.min(to, px))

/**
 * Hatches what lies outside of the reader's limits, in place of what was hatched before: the better side is at the right and at the top,
 * whichever way the axes run. The rest of the chart stays as it was drawn.
 */
export function drawLimits({ svg, xOf, yOf, box }: DrawnChart, limits: ChartLimits | null): void {
  svg.querySelector(`.${groupClass}`)?.remove()
  if (!limits || (limits.x === null && limits.y === null)) return
  const { left, right, top, bottom } = box
  const x = limits.x === null ? left : within(xOf(limits.x.value), left, right)
  const y = limits.y === null ? bottom : within(yOf(limits.y.value), top, bottom)
  const group = svgElement('g', { class: groupClass })
  group.append(
    svgElement('path', { d: `M${left} ${top}H${x}V${y}H${right}V${bottom}H${left}Z`, fill: hatch, opacity: 0.5 }),
    svgElement('path', {
      d: `M${x} ${top}V${y}H${right}`,
      fill: 'none',
      stroke: 'var(--ink3)',
      'stroke-dasharray': '2 3',
    }),
  )
  const words = (text: string, at: { x: number; y: number }, isAtStart: boolean) =>
    svgElement('text', { ...at, class: 'chart-aside', 'text-anchor': isAtStart ? 'start' : 'end' }, text)
  if (limits.x) {
    const isAtStart = x - left < labelWidthPx(limits.x.text) + 12
    group.append(words(limits.x.text, { x: isAtStart ? x + 8 : x - 8, y: top + 12 }, isAtStart))
  }
  if (limits.y) group.append(words(limits.y.text, { x: right - 4, y: within(y + 16, top + 28, bottom - 4) }, false))
  // Below all marks, above the pattern that it is filled with.
  svg.querySelector('defs')?.after(group)
}
