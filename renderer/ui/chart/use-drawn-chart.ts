import { useEffect, useState } from 'react'
import type { ChartSpec } from './chart-spec.ts'
import { type DrawnChart, drawChart } from './draw-chart.ts'

/** The name of the measure that each drawing leaves, for those who look what it takes. */
const measureName = 'chart-draw'

function drawMeasured(spec: ChartSpec, widthPx: number): DrawnChart {
  const start = performance.now()
  const drawn = drawChart(spec, widthPx)
  // Only the last is kept: a live chart would gather them for as long as the page lives.
  performance.clearMeasures(measureName)
  performance.measure(measureName, { start, end: performance.now() })
  return drawn
}

/**
 * A chart, drawn anew after its data or its width changed, in a task of its own: several charts of a page do not hold up its answer to a
 * click together. Until then the picture of before stays; null before the first.
 */
export function useDrawnChart(spec: ChartSpec, widthPx: number): DrawnChart | null {
  const [drawn, setDrawn] = useState<DrawnChart | null>(null)
  useEffect(() => {
    if (widthPx === 0) return
    const timer = setTimeout(() => setDrawn(drawMeasured(spec, widthPx)))
    return () => clearTimeout(timer)
  }, [spec, widthPx])
  return drawn
}
