import { ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnectionStatus } from '../data/client-context.tsx'
import {
  formatNumber,
  formatPercent,
  formatRate,
  formatTime,
  formatTimeWithSeconds,
  unknownFigure,
} from '../i18n/format.ts'
import { useEngineState, useSpeedHistory } from '../stores/stores.tsx'
import { classNames } from '../ui/class-names.ts'
import { ProvenanceBadge } from '../ui/provenance-badge.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import { ContextBar } from './context-gauge.tsx'
import { engineDot, engineWord } from './engine-words.ts'
import { MemoryPopover } from './memory-popover.tsx'
import { PrivacyLine } from './privacy-line.tsx'
import { useFreedIn } from './use-freed-in.ts'

type ReadingProps = {
  value: string
  unit: string
  provenance: ReactNode
  side?: ReactNode
  /** What stands at the side is as high as the figure alone, and the line below has the whole width. */
  isSideShort?: boolean
  className?: string
  title?: string | undefined
}

const Reading = ({ value, unit, provenance, side, isSideShort = false, className, title }: ReadingProps) => (
  <div
    title={title}
    className={classNames(
      'grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] grid-rows-[24px_16px] content-center gap-x-4 overflow-hidden border-l border-rule px-5 max-wide:px-4 max-medium:gap-x-2 max-medium:px-2.5',
      className,
    )}
  >
    <p className="truncate whitespace-nowrap">
      <span className="type-reading max-medium:text-[15px]">{value}</span>{' '}
      <span className="type-secondary text-ink2">{unit}</span>
    </p>
    <div className={classNames('row-start-2 flex min-w-0', isSideShort && 'col-span-full')}>{provenance}</div>
    {side && (
      <div className={classNames('col-start-2 row-start-1 self-center', !isSideShort && 'row-span-2')}>{side}</div>
    )}
  </div>
)

const StateCell = () => {
  const { t } = useTranslation('app')
  const engine = useEngineState(({ phase, live, loadProgress, problem, crashedAtMs, lastTokensPerSecond }) => ({
    phase,
    live,
    loadProgress,
    problem,
    crashedAtMs,
    lastTokensPerSecond,
  }))
  const { endedAtMs } = useSpeedHistory()
  const freedIn = useFreedIn()
  const hasMemory = useEngineState((state) => state.loaded !== null || state.alsoInMemory.length > 0) ?? false
  // What the engine did last says nothing of what it does now.
  const isLost = useConnectionStatus() === 'lost'
  const word = isLost ? 'disconnected' : engineWord(engine)
  const detail = (() => {
    if (!engine || isLost) return ''
    if ((word === 'crashed' || word === 'circuit-open') && engine.crashedAtMs !== null) {
      const time = formatTimeWithSeconds(engine.crashedAtMs)
      const { exitCode, signal } = engine.problem?.params ?? {}
      if (exitCode !== undefined) return t('strip.exit', { time, exitCode })
      return signal === undefined ? time : t('strip.signal', { time, signal })
    }
    if (word === 'loading' && engine.loadProgress !== null) return formatPercent(engine.loadProgress)
    if (engine.live) return t('strip.tokensSoFar', { count: engine.live.decodeTokens })
    if (freedIn) return t('memory.freedIn', { time: freedIn })
    if (endedAtMs !== null) return t('strip.lastAnswer', { time: formatTime(endedAtMs) })
    // After a reload there is a rate of an answer that this page did not see end.
    return engine.lastTokensPerSecond === null ? t('strip.noAnswers') : ''
  })()
  const content = (
    <>
      <span className="flex items-center gap-2 leading-6">
        <StatusDot state={engineDot(word)} />
        <span className="truncate font-medium" aria-live="polite">
          {t(`engineState.${word}`)}
        </span>
        {hasMemory && <ChevronUp size={14} strokeWidth={1.5} aria-hidden className="ml-auto text-ink3" />}
      </span>
      <span className="truncate type-secondary text-ink3">{detail}</span>
    </>
  )
  const className = 'flex w-66 shrink-0 flex-col justify-center px-5 text-left max-medium:w-34 max-medium:px-2.5'
  if (!hasMemory) return <div className={className}>{content}</div>
  return (
    <MemoryPopover
      trigger={
        <button
          type="button"
          title={t('memory.title')}
          className={classNames(className, '-outline-offset-2! hover:bg-sel data-[popup-open]:bg-sel')}
        >
          {content}
        </button>
      }
    />
  )
}

const SpeedCell = () => {
  const { t } = useTranslation('app')
  const { values, isLive } = useSpeedHistory()
  const lastAnswer = useEngineState((state) => state.lastTokensPerSecond)
  // At rest the same figure as below the answer: two rates of one answer would only raise doubts.
  const latest = (isLive ? values.at(-1) : lastAnswer) ?? undefined
  return (
    <Reading
      className="max-medium:w-[127px] max-medium:flex-none"
      value={formatRate(latest)}
      unit={t('unit.tokensPerSecond')}
      title={latest === undefined ? undefined : t(isLive ? 'strip.speedLive' : 'strip.speedAtRest')}
      provenance={
        latest === undefined ? (
          <ProvenanceBadge kind="not-measured">{t('strip.afterFirstAnswer')}</ProvenanceBadge>
        ) : (
          <ProvenanceBadge kind="engine-timer" />
        )
      }
      // Without a rate its place is taken by the words that say why.
      side={
        latest !== undefined &&
        values.length > 0 && <Sparkline values={values} isLive={isLive} className="max-wide:hidden" />
      }
    />
  )
}

/** A figure of the energy meter, which this version does not have. */
const UnmeasuredCell = ({ unit }: { unit: string }) => (
  <Reading
    value={unknownFigure}
    unit={unit}
    provenance={<ProvenanceBadge kind="not-measured" />}
    className="max-medium:w-[116px] max-medium:flex-none max-narrow:hidden"
  />
)

const ContextCell = () => {
  const { t } = useTranslation('app')
  const context = useEngineState((state) => ({
    used: state.contextUsedTokens,
    total: state.loaded?.contextTokens ?? null,
  }))
  const total = context?.total ?? null
  const used = total === null ? null : (context?.used ?? 0)
  return (
    <Reading
      value={formatNumber(used)}
      unit={total === null ? t('strip.context') : t('strip.ofContext', { total: formatNumber(total) })}
      provenance={<PrivacyLine />}
      side={
        total !== null && used !== null && <ContextBar used={used} total={total} className="w-12 max-wide:hidden" />
      }
      isSideShort
      className="flex-[1.5] max-wide:flex-2 max-medium:flex-1"
    />
  )
}

/** The last band: what the engine does and what is measured. A figure that nobody measured is a dash. */
export const MeterStrip = () => {
  const { t } = useTranslation('app')
  return (
    <section
      aria-label={t('strip.label')}
      className="col-span-full flex overflow-hidden border-t border-rule bg-chrome"
    >
      <StateCell />
      <SpeedCell />
      <UnmeasuredCell unit={t('unit.watts')} />
      <UnmeasuredCell unit={t('unit.joulesPerToken')} />
      <UnmeasuredCell unit={t('unit.centsSoFar')} />
      <ContextCell />
    </section>
  )
}
