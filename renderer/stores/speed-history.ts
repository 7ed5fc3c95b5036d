import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EngineState, LiveReading } from '#contract/engine.ts'
import type { LiveStore } from './live-store.ts'

/** The decode rate of the answer in progress, or of the last one, as the engine's own clock told it. */
export type SpeedHistory = {
  messageId: string | null
  /** Tokens a second, oldest first; at most `historyLength`. */
  values: readonly number[]
  isLive: boolean
  /** When the last answer ended, by this page's clock; null before the first. */
  endedAtMs: number | null
}

/** Eight seconds at four readings a second. */
export const historyLength = 32

export const emptySpeedHistory: SpeedHistory = { messageId: null, values: [], isLive: false, endedAtMs: null }

/** The history after a reading; `null` means that nothing is being answered. Returns the same object where nothing changed. */
export const nextSpeedHistory = (history: SpeedHistory, live: LiveReading | null, nowMs: number): SpeedHistory => {
  if (!live) return history.isLive ? { ...history, isLive: false, endedAtMs: nowMs } : history
  const isSame = history.messageId === live.messageId
  const values = isSame ? history.values : []
  if (live.tokensPerSecond === null) {
    return isSame && history.isLive ? history : { ...history, messageId: live.messageId, values, isLive: true }
  }
  return {
    messageId: live.messageId,
    values: [...values, live.tokensPerSecond].slice(-historyLength),
    isLive: true,
    endedAtMs: history.endedAtMs,
  }
}

export type SpeedStore = StoreApi<SpeedHistory>

/** A history fed by the engine's state. */
export const createSpeedHistory = (engine: LiveStore<EngineState>): SpeedStore => {
  const store = createStore<SpeedHistory>(() => emptySpeedHistory)
  engine.subscribe((state, previous) => {
    if (!state || state.live === previous?.live) return
    store.setState(nextSpeedHistory(store.getState(), state.live, Date.now()), true)
  })
  return store
}
