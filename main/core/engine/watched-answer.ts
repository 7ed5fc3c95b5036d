import type { EngineState, LiveReading } from '#contract/engine.ts'
import type { GenerateEvent } from '../ports/engine-link.ts'
import { LiveRate } from './live-rate.ts'

/** A reading is shown at most this often. */
const readingIntervalMs = 250

type WatchOptions = {
  messageId: string
  /** Time that this answer's load took; 0 where there was none. */
  loadMs: number
  now: () => number
  show: (change: Partial<EngineState>) => void
}

/** Passes an answer's events on, with the load in its figures, and shows in the engine's state what it measures on the way. */
export async function* watchedAnswer(
  events: AsyncIterable<GenerateEvent>,
  { messageId, loadMs, now, show }: WatchOptions,
): AsyncGenerator<GenerateEvent, void, void> {
  const rate = new LiveRate()
  let promptTokens = 0
  let shownAtMs = Number.NEGATIVE_INFINITY
  let live: LiveReading = { messageId, phase: 'prefill', tokensPerSecond: null, decodeTokens: 0 }
  show({ phase: 'generating', live })
  for await (const event of events) {
    if (event.type === 'prefill') promptTokens = event.promptTokens
    if (event.type === 'text') {
      const { decodeTokens, decodeMs } = event
      live = { messageId, phase: 'decode', tokensPerSecond: rate.add(decodeTokens, decodeMs), decodeTokens }
      // A clock that was set back must not hold the readings up until it is where it was.
      if (Math.abs(now() - shownAtMs) >= readingIntervalMs) {
        shownAtMs = now()
        show({ live, contextUsedTokens: promptTokens + decodeTokens })
      }
    }
    if (event.type === 'end') {
      const { contextUsedTokens, tokensPerSecond } = event.figures
      show({ contextUsedTokens, lastTokensPerSecond: tokensPerSecond, crashesInARow: 0, problem: null })
    }
    yield event.type === 'end' ? { ...event, figures: { ...event.figures, loadMs } } : event
  }
}
