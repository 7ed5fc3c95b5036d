import type { HorizontalAxis, UprightAxis } from './chart-spec.ts'
import type { DrawnChart } from './draw-chart.ts'
import { svgElement } from './draw-end-labels.ts'

/** An axis of numbers, lying or upright. */
export type NumberAxis = Extract<HorizontalAxis, { kind: 'linear' }> | UprightAxis

/** What an axis has besides its ticks: its title, and a line from the least to the greatest value. */
export function drawAxisLooks({ spec, xOf, yOf, box }: DrawnChart): SVGElement[] {
  const x = spec.x.kind === 'linear' ? spec.x : null
  const line = (d: string) => svgElement('path', { d, stroke: 'var(--ink2)', 'stroke-width': 1.5, fill: 'none' })
  const title = (words: string, attributes: Record<string, string | number>) =>
    svgElement('text', { fill: 'var(--ink2)', class: 'chart-title', ...attributes }, words)
  const within = (px: number, from: number, to: number) => Math.max(from, Math.min(to, px))
  const parts: SVGElement[] = []
  if (x?.frame) {
    const [from, to] = x.frame.map((value) => within(xOf(value), box.left, box.right))
    parts.push(line(`M${from} ${box.bottom + 0.5}H${to}`))
  }
  if (spec.y.frame) {
    const [from, to] = spec.y.frame.map((value) => within(yOf(value), box.top, box.bottom))
    parts.push(line(`M${box.left - 0.5} ${from}V${to}`))
  }
  if (x?.title !== undefined) {
    parts.push(title(x.title, { x: box.right, y: spec.heightPx - 4, 'text-anchor': 'end' }))
  }
  if (spec.y.title !== undefined) parts.push(title(spec.y.title, { x: 0, y: 10, 'text-anchor': 'start' }))
  return parts
}
