import { useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useElementWidth } from '../use-element-width.ts'
import { ChartReadout } from './chart-readout.tsx'
import type { ChartSpec, LiveLimits } from './chart-spec.ts'
import './chart.css'
import { drawLimits } from './draw-limits.ts'
import { useDrawnChart } from './use-drawn-chart.ts'
import { useStopReader } from './use-stop-reader.ts'

type ChartCanvasProps = {
  spec: ChartSpec
  limits: LiveLimits | null
  /** Its accessible name. */
  label: string
  onDrawn: (svg: SVGSVGElement | null) => void
}

/** The picture of a chart: drawn anew when its data or its width changes, and read with the pointer or the arrow keys. */
export const ChartCanvas = ({ spec, limits, label, onDrawn }: ChartCanvasProps) => {
  const { t } = useTranslation('chart')
  const hintId = useId()
  const { ref, widthPx } = useElementWidth()
  const host = useRef<HTMLDivElement>(null)
  const drawn = useDrawnChart(spec, widthPx)
  useLayoutEffect(() => {
    host.current?.replaceChildren(...(drawn ? [drawn.svg] : []))
    onDrawn(drawn?.svg ?? null)
    return () => onDrawn(null)
  }, [drawn, onDrawn])
  useLayoutEffect(() => {
    if (!drawn || !limits) return
    const draw = () => drawLimits(drawn, limits.read())
    draw()
    return limits.subscribe(draw)
  }, [drawn, limits])
  const { readout, row, xPx, announcement, handlers } = useStopReader(drawn)
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
