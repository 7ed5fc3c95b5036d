import { ChevronUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useConnectionStatus } from '../../data/client-context.tsx'
import { formatPercent, formatTime, formatTimeWithSeconds } from '../../i18n/format.ts'
import { useEngineState, useIsLabAtWork, useSpeedHistory } from '../../stores/stores.tsx'
import { classNames } from '../../ui/class-names.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { engineDot, engineWord } from '../engine-words.ts'
import { MemoryPopover } from '../memory-popover.tsx'
import { useFreedIn } from '../use-freed-in.ts'

/** What the engine does, and the way to what is in memory. */
export const StateCell = () => {
  const { t } = useTranslation('app')
  const engine = useEngineState(({ phase, live, loadProgress, problem, crashedAtMs, lastTokensPerSecond }) => ({
    phase,
    live,
    loadProgress,
    problem,
    crashedAtMs,
    lastTokensPerSecond,
  }))
  const endedAtMs = useSpeedHistory((history) => history.endedAtMs)
  const freedIn = useFreedIn()
  const hasMemory = useEngineState((state) => state.loaded !== null || state.alsoInMemory.length > 0) ?? false
  // What the engine did last says nothing of what it does now.
  const isLost = useConnectionStatus() === 'lost'
  const isLabAtWork = useIsLabAtWork()
  const word = isLost ? 'disconnected' : isLabAtWork ? 'lab' : engineWord(engine)
  const detail = (() => {
    if (!engine || isLost || isLabAtWork) return ''
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
