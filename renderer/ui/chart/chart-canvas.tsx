import { useId, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useElementWidth } from '../use-element-width.ts'
import { ChartReadout } from './chart-readout.tsx'
import type { ChartSpec } from './chart-spec.ts'
import './chart.css'
import { drawChart } from './draw-chart.ts'
import { useStopReader } from './use-stop-reader.ts'

/** The name of the measure that each drawing leaves, for those who look what it takes. */
const measureName = 'chart-draw'

const drawMeasured: typeof drawChart = (spec, widthPx) => {
  const start = performance.now()
  const drawn = drawChart(spec, widthPx)
  // Only the last is kept: a live chart would gather them for as long as the page lives.
  performance.clearMeasures(measureName)
  performance.measure(measureName, { start, end: performance.now() })
  return drawn
}

type ChartCanvasProps = {
  spec: ChartSpec
  /** Its accessible name. */
  label: string
  onDrawn: (svg: SVGSVGElement | null) => void
}

/** The picture of a chart: drawn anew when its data or its width changes, and read with the pointer or the arrow keys. */
export const ChartCanvas = ({ spec, label, onDrawn }: ChartCanvasProps) => {
  const { t } = useTranslation('chart')
  const hintId = useId()
  const { ref, widthPx } = useElementWidth()
  const host = useRef<HTMLDivElement>(null)
  const drawn = useMemo(() => (widthPx > 0 ? drawMeasured(spec, widthPx) : null), [spec, widthPx])
  useLayoutEffect(() => {
    host.current?.replaceChildren(...(drawn ? [drawn.svg] : []))
    onDrawn(drawn?.svg ?? null)
    return () => onDrawn(null)
  }, [drawn, onDrawn])
  const { readout, row, xPx, announcement, handlers } = useStopReader(spec, drawn)
  return (
    <>
      <div
        ref={ref}
        role="application"
        aria-roledescription={t('role')}
        aria-label={label}
        aria-describedby={hintId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk its marks.
        tabIndex={0}
        className="relative min-w-0 rounded-chip"
        style={{ height: spec.heightPx }}
        {...handlers}
      >
        <div aria-hidden>
          <div ref={host} />
          {drawn && readout && xPx !== null && (
            <ChartReadout readout={readout} row={row} xPx={xPx} drawn={drawn} widthPx={widthPx} />
          )}
        </div>
      </div>
      <p id={hintId} className="sr-only">
        {t('hint')}
      </p>
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </>
  )
}
