import type { EndLabel } from './chart-spec.ts'
import { labelWidthPx, spreadLabels } from './end-labels.ts'

const linePx = 15
const swatchPx = 22
const gapPx = 12

/** The room at the right of a chart that its labels take, in px; at most two fifths of it. */
export function endLabelsWidthPx(labels: readonly EndLabel[], widthPx: number): number {
  if (labels.length === 0) return 16
  const widest = Math.max(
    ...labels.map((label) => Math.max(labelWidthPx(label.text), labelWidthPx(label.detail ?? ''))),
  )
  const markPx = labels.some((label) => label.mark !== 'none') ? swatchPx : 8
  return Math.min(gapPx + markPx + widest, widthPx * 0.4)
}

/** An element of a picture. */
export function svgElement(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  if (text !== undefined) made.textContent = text
  return made
}

type Box = { right: number; top: number; bottom: number; yOf: (value: number) => number }

/** The labels at the right, each at the height of what it names or as near as the others let it. */
export function drawEndLabels(labels: readonly EndLabel[], { right, top, bottom, yOf }: Box): SVGElement[] {
  const sorted = labels.map((label) => ({ ...label, at: yOf(label.y) })).toSorted((a, b) => a.at - b.at)
  const sizes = sorted.map(({ detail }) => (detail ? 2 : 1) * linePx)
  const centres = spreadLabels(
    sorted.map(({ at }) => at),
    sizes,
    top - linePx / 2,
    bottom + linePx / 2,
  )
  return sorted.flatMap((label, index) => {
    const centre = (centres[index] ?? label.at) - (label.detail ? linePx / 2 : 0)
    const x = right + gapPx
    const textX = label.mark === 'none' ? x - 4 : x + 14
    const parts = [
      svgElement(
        'text',
        {
          x: textX,
          y: centre + 4,
          fill: label.mark === 'none' ? label.colour : 'var(--ink)',
          class: label.isStrong ? 'chart-label chart-strong' : 'chart-label',
        },
        label.text,
      ),
    ]
    if (label.mark === 'swatch')
      parts.push(svgElement('rect', { x, y: centre - 5, width: 8, height: 10, fill: label.colour }))
    if (label.mark === 'line') {
      parts.push(
        svgElement('path', { d: `M${x} ${centre}h8`, stroke: label.colour, 'stroke-width': 1.5, fill: 'none' }),
      )
    }
    if (label.detail) {
      parts.push(
        svgElement(
          'text',
          { x: textX, y: centre + linePx + 3, fill: 'var(--ink2)', class: 'chart-label' },
          label.detail,
        ),
      )
    }
    return parts
  })
}
