import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EngineState } from '#contract/engine.ts'
import type { LiveStore } from './live-store.ts'
import { emptyHistory, nextHistory, type ReadingHistory } from './reading-history.ts'

export type HistoryStore = StoreApi<ReadingHistory>

/** The decode rate of the answer in progress, or of the last one, in tokens a second, as the engine's own clock told it. */
export const createSpeedHistory = (engine: LiveStore<EngineState>): HistoryStore => {
  const store = createStore<ReadingHistory>(() => emptyHistory)
  engine.subscribe((state, previous) => {
    if (!state || state.live === previous?.live) return
    const reading = state.live && { key: state.live.messageId, value: state.live.tokensPerSecond }
    store.setState(nextHistory(store.getState(), reading, Date.now()), true)
  })
  return store
}
