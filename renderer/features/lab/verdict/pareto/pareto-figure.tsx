import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { type LabAxis, type LabVerdict, labAxisSchema } from '#contract/lab/verdict.ts'
import { Chart } from '../../../../ui/chart/chart.tsx'
import { EnergyProvenance } from '../../../../ui/energy-provenance.tsx'
import { type AxisFigure, figureOf, formatAxis, formatAxisInterval, isSurelyBetter } from '../axis-figure.ts'
import { useAxisWords } from '../use-axis-words.ts'
import { ParetoControls } from './pareto-controls.tsx'
import { type ParetoPoint, paretoPoints } from './pareto-point.ts'
import { type ParetoZoom, paretoSpec, pointsOutside } from './pareto-spec.ts'
import { paretoTable } from './pareto-table.ts'
import { useParetoLimits } from './use-pareto-limits.ts'

type ParetoFigureProps = {
  run: LabRun
  verdict: LabVerdict
  onDrawn: (svg: SVGSVGElement | null) => void
}

/** The name that the figure is saved under. */
export const paretoFileName = 'wattle-pareto'

/** What the caption of Fig. 1 says, for who saves it from elsewhere too. */
export function useParetoCaption(run: LabRun, verdict: LabVerdict): { claim: string; note: string } {
  const { t } = useTranslation('labVerdict')
  const words = useAxisWords(run, verdict)
  const { x, y } = verdict.axes
  return { claim: t('pareto.claim', { y: words.name(y), x: words.noun(x) }), note: t('pareto.note') }
}

/** Fig. 1: which variants no other one beats, by two figures that the reader picks. */
export const ParetoFigure = ({ run, verdict, onDrawn }: ParetoFigureProps) => {
  const { t } = useTranslation('labVerdict')
  const { t: tApp } = useTranslation('app')
  const words = useAxisWords(run, verdict)
  const caption = useParetoCaption(run, verdict)
  const [zoom, setZoom] = useState<ParetoZoom | null>(null)
  const points = useMemo(() => paretoPoints(run, verdict), [run, verdict])
  const { axes } = verdict
  const { spec, standingOf } = useMemo(() => {
    const labelOf = (variant: number) => run.variants[variant]?.label ?? ''
    const standing = (point: ParetoPoint): string => {
      if (point.isChosen) return run.variants.length > 1 ? t('pareto.recommended') : ''
      if (point.dominatedBy === null) return ''
      const other = point.dominatedBy
      const isWorse = (axis: LabAxis, mine: AxisFigure) => {
        const theirs = figureOf(verdict, other, axis)
        return theirs !== null && isSurelyBetter(axis, theirs, mine)
      }
      const worse = [
        ...(isWorse(axes.x, point.x) ? [words.worse(axes.x)] : []),
        ...(isWorse(axes.y, point.y) ? [words.worse(axes.y)] : []),
      ]
      const [first, second] = worse
      if (first === undefined) return t('pareto.dominated', { other: labelOf(other) })
      return second === undefined
        ? t('pareto.worseThan', { worse: first, other: labelOf(other) })
        : t('pareto.worseTwice', { first, second, other: labelOf(other) })
    }
    const row = (axis: LabAxis, point: ParetoPoint, direction: 'x' | 'y') => {
      const isMetered = axis === 'energy' || axis === 'cost'
      const { provenance } = words.context
      return {
        name: words.name(axis),
        value: formatAxis(axis, point[direction], words.context),
        interval:
          isMetered && provenance === 'estimated' ? '' : formatAxisInterval(axis, point[direction], words.context),
        provenance: isMetered && provenance !== null ? tApp(`provenance.${provenance}`) : '',
      }
    }
    return {
      standingOf: standing,
      spec: paretoSpec(points, axes, zoom, {
        xTitle: words.title(axes.x, 'x'),
        yTitle: words.title(axes.y, 'y'),
        detail: (point) => (zoom === null || point.isChosen ? standing(point) : ''),
        rows: (point) => ({ x: row(axes.x, point, 'x'), y: row(axes.y, point, 'y') }),
      }),
    }
  }, [points, axes, zoom, run, verdict, words, t, tApp])
  const limits = useParetoLimits(run, verdict, points, zoom, words)
  const isMetered = [axes.x, axes.y].some((axis) => axis === 'energy' || axis === 'cost')
  const known = labAxisSchema.options.filter((axis) => verdict.standings.some(({ figures }) => figures[axis]))
  const missing = run.variants.filter((_, variant) => !points.some((point) => point.variant === variant))
  const outside = zoom === null ? 0 : pointsOutside(points, axes, zoom)
  const format = (axis: LabAxis) => (value: number) => formatAxis(axis, { value, interval95: null }, words.context)
  return (
    <div className="min-w-0">
      <Chart
        number={1}
        claim={caption.claim}
        note={caption.note}
        badge={isMetered && <EnergyProvenance provenance={words.context.provenance} />}
        spec={spec}
        limits={limits}
        fileName={paretoFileName}
        onDrawn={onDrawn}
        data={() =>
          paretoTable(points, {
            variant: t('table.variant'),
            x: words.name(axes.x),
            y: words.name(axes.y),
            low: (name) => t('pareto.low', { name }),
            high: (name) => t('pareto.high', { name }),
            standing: t('pareto.standing'),
            standingOf,
            xFormat: format(axes.x),
            yFormat: format(axes.y),
          })
        }
      />
      <ParetoControls run={run} verdict={verdict} known={known} words={words} zoom={zoom} onZoom={setZoom} />
      {(missing.length > 0 || outside > 0) && (
        <p className="mt-1 type-secondary text-ink2">
          {missing.length > 0 && t('pareto.missing', { labels: missing.map(({ label }) => label).join(', ') })}{' '}
          {outside > 0 && t('pareto.outside', { count: outside })}
        </p>
      )}
    </div>
  )
}
