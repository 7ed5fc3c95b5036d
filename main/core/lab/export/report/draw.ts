import { type PlotOptions, plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** Draws a chart as SVG text that needs nothing else. Texts in it are escaped. */
export function draw(options: PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  return plot({ ...options, document }).outerHTML
}
