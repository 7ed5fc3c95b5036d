import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadOptions } from '#contract/engine.ts'
import type { Model } from '#contract/models.ts'
import { formatContextTick, formatMemory, formatNumber } from '../../../i18n/format.ts'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { useElementWidth } from '../../../ui/use-element-width.ts'
import { crossingTokens, type MemoryPoint, memoryTicks } from './memory-curve.ts'
import { useMemoryCurve } from './use-memory-curve.ts'

const box = { height: 132, left: 30, top: 14, bottom: 104 }
/** What stands to the right of the last point, in px. */
const rightPx = 8

/** The places of a chart: contexts on a logarithmic scale of doublings, memory on a linear one. */
const scales = (points: readonly MemoryPoint[], limitBytes: number | null, right: number) => {
  const amounts = [...points.map((point) => point.requiredBytes), ...(limitBytes === null ? [] : [limitBytes])]
  const least = Math.min(...points.map((point) => point.requiredBytes))
  const most = Math.max(...points.map((point) => point.requiredBytes))
  // A limit far above the curve would press it flat: it is then told in words alone.
  const isLimitNear = limitBytes !== null && limitBytes < most + 1.5 * (most - least + least * 0.2)
  const ticks = memoryTicks(Math.min(...amounts), isLimitNear ? Math.max(...amounts) : most)
  const [low, high] = [(ticks[0] ?? 0) * 1024 ** 3, (ticks.at(-1) ?? 1) * 1024 ** 3]
  const [first, last] = [points[0]?.contextTokens ?? 1, points.at(-1)?.contextTokens ?? 2]
  const span = Math.log(last / first) || 1
  return {
    ticks,
    isLimitNear,
    x: (tokens: number) => box.left + (Math.log(tokens / first) / span) * (right - box.left),
    y: (bytes: number) => box.bottom - ((bytes - low) / (high - low || 1)) * (box.bottom - box.top),
  }
}

type CurveProps = {
  points: readonly MemoryPoint[]
  limitBytes: number | null
  /** The context of the settings. */
  currentTokens: number
  /** The point that is read out. */
  readIndex: number | null
  isGpu: boolean
  widthPx: number
}

const Curve = ({ points, limitBytes, currentTokens, readIndex, isGpu, widthPx }: CurveProps) => {
  const { t } = useTranslation('details')
  const right = widthPx - rightPx
  const { ticks, isLimitNear, x, y } = scales(points, limitBytes, right)
  const path = points.map(
    ({ contextTokens, requiredBytes }) => `${x(contextTokens).toFixed(1)} ${y(requiredBytes).toFixed(1)}`,
  )
  const crossing = limitBytes === null ? null : crossingTokens(points, limitBytes)
  const current = points.find((point) => point.contextTokens === currentTokens)
  const read = readIndex === null ? undefined : points[readIndex]
  return (
    <svg width={widthPx} height={box.height} className="block overflow-visible" aria-hidden>
      {ticks.map((tick) => (
        <text
          key={tick}
          x={box.left - 8}
          y={y(tick * 1024 ** 3) + 4}
          textAnchor="end"
          className="fill-ink2 type-side-figure"
        >
          {tick}
        </text>
      ))}
      {limitBytes !== null && isLimitNear && (
        <>
          <path d={`M${box.left} ${y(limitBytes).toFixed(1)}H${right}`} className="stroke-ink2" strokeDasharray="2 3" />
          <text
            x={box.left + 4}
            y={y(limitBytes) - 5}
            className="fill-ink2 stroke-paper font-serif text-[13px] italic"
            strokeWidth="4"
            paintOrder="stroke"
          >
            {t(isGpu ? 'figure.limitGpu' : 'figure.limitRam', { memory: formatMemory(limitBytes) })}
          </text>
        </>
      )}
      <path d={`M${path.join('L')}`} fill="none" strokeWidth="1.5" strokeLinejoin="round" className="stroke-leaf" />
      {points.map(({ contextTokens }, index) => (
        <g key={contextTokens}>
          <path d={`M${x(contextTokens).toFixed(1)} ${box.bottom + 4}v4`} className="stroke-ink3" />
          <text
            x={x(contextTokens)}
            y={box.height - 4}
            textAnchor={index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle'}
            className="fill-ink2 type-side-figure"
          >
            {formatContextTick(contextTokens)}
          </text>
        </g>
      ))}
      {crossing !== null && limitBytes !== null && (
        <>
          <circle cx={x(crossing)} cy={y(limitBytes)} r="3" strokeWidth="1.5" className="fill-paper stroke-ink" />
          <text x={x(crossing) + 6} y={y(limitBytes) + 15} className="fill-ink2 type-side-figure">
            {formatContextTick(Math.floor(crossing / 1024) * 1024)}
          </text>
        </>
      )}
      {current && (
        <circle
          cx={x(current.contextTokens)}
          cy={y(current.requiredBytes)}
          r="4"
          className="fill-gold stroke-goldmark"
        />
      )}
      {read && (
        <circle
          cx={x(read.contextTokens)}
          cy={y(read.requiredBytes)}
          r="6.5"
          fill="none"
          strokeWidth="1.5"
          className="stroke-ink"
        />
      )}
    </svg>
  )
}

type MemoryFigureProps = { model: Model; options: LoadOptions; currentTokens: number; isGpu: boolean }

/** Fig. 1: what a load takes, by the length of the context. Arrow keys walk its points. */
export const MemoryFigure = ({ model, options, currentTokens, isGpu }: MemoryFigureProps) => {
  const { t } = useTranslation('details')
  const { points, last, isPending } = useMemoryCurve(model, options)
  const [readIndex, setReadIndex] = useState<number | null>(null)
  const { ref, widthPx } = useElementWidth()
  if (points.length < 2) {
    return isPending ? null : <p className="mt-5 type-empty text-ink2">{t('figure.unknown')}</p>
  }
  const limitBytes = last?.availableBytes ?? null
  const wordsOf = ({ contextTokens, requiredBytes }: MemoryPoint) =>
    t('figure.value', { tokens: formatNumber(contextTokens), memory: formatMemory(requiredBytes) })
  const at = readIndex ?? points.findIndex((point) => point.contextTokens === currentTokens)
  const index = at === -1 ? 0 : at
  const read = points[index]
  return (
    <figure className="mt-5">
      <figcaption className="mb-1 flex items-baseline gap-1.5 type-caption text-ink2">
        <b className="font-medium text-ink">{t('figure.number')}</b>
        <em>{t('figure.title')}</em>
        <ProvenanceBadge kind="estimated" className="ml-auto" />
      </figcaption>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={t('figure.walk')}
        aria-valuemin={0}
        aria-valuemax={points.length - 1}
        aria-valuenow={index}
        aria-valuetext={read && wordsOf(read)}
        className="rounded-chip"
        onFocus={() => setReadIndex(index)}
        onBlur={() => setReadIndex(null)}
        onKeyDown={(event) => {
          const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }
          const step = steps[event.key]
          const next =
            event.key === 'Home'
              ? 0
              : event.key === 'End'
                ? points.length - 1
                : step === undefined
                  ? null
                  : index + step
          if (next === null) return
          event.preventDefault()
          setReadIndex(Math.max(0, Math.min(points.length - 1, next)))
        }}
      >
        {widthPx > 0 && (
          <Curve
            widthPx={widthPx}
            points={points}
            limitBytes={limitBytes}
            currentTokens={currentTokens}
            readIndex={readIndex}
            isGpu={isGpu}
          />
        )}
      </div>
      {readIndex !== null && read && <p className="type-statistic text-ink2">{wordsOf(read)}</p>}
      <table className="sr-only">
        <caption>{t('figure.title')}</caption>
        <thead>
          <tr>
            <th>{t('figure.context')}</th>
            <th>{t('figure.memory')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ contextTokens, requiredBytes }) => (
            <tr key={contextTokens}>
              <th scope="row">{formatNumber(contextTokens)}</th>
              <td>{formatMemory(requiredBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
