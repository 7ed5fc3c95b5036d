import type { EngineState } from '#contract/engine.ts'

/** The engine's state in one key of the catalogue, and the look of its dot. */
export type EngineWord =
  | 'connecting'
  | 'disconnected'
  | 'off'
  | 'lab'
  | 'starting'
  | 'loading'
  | 'ready'
  | 'queued'
  | 'prefill'
  | 'decode'
  | 'crashed'
  | 'circuit-open'

/** What the engine does now, as one word. */
export const engineWord = (engine: Pick<EngineState, 'phase' | 'live'> | undefined): EngineWord => {
  if (!engine) return 'connecting'
  if (engine.phase === 'generating') return engine.live?.phase ?? 'decode'
  return engine.phase
}

export const engineDot = (word: EngineWord): 'live' | 'idle' | 'bad' => {
  if (word === 'crashed' || word === 'circuit-open') return 'bad'
  return ['off', 'ready', 'connecting', 'disconnected'].includes(word) ? 'idle' : 'live'
}
