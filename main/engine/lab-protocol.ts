import type { Problem } from '#contract/errors.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { LabParameters, SpeedTest } from '#contract/lab/plan.ts'
import type { LabLoaded, LabMemoryUse, QualityRequest, QualityTokens, SpeedResult } from '../core/ports/lab-engine.ts'
import type { EngineLogLevel } from './protocol.ts'

/** What is asked of the lab's engine process, one after the other: a load first, and only once. */
export type LabRequest =
  | { type: 'load'; path: string; backend: BackendId; parameters: LabParameters }
  | { type: 'warm-up'; test: SpeedTest }
  | { type: 'speed'; test: SpeedTest; seed: number }
  | { type: 'memory' }
  | { type: 'count-chunks'; text: string; contextTokens: number }
  | { type: 'quality'; request: QualityRequest }

/** Its parent's messages. Both ends ship together, so the types are the contract. */
export type ToLab =
  | { type: 'request'; id: number; request: LabRequest }
  /** Ends the request with this id where it next hears it: between two calls of llama.cpp's. */
  | { type: 'abort'; id: number }

/** What each request is answered with. */
export type LabAnswers = {
  load: LabLoaded
  'warm-up': null
  speed: SpeedResult
  memory: LabMemoryUse
  'count-chunks': number
  quality: null
}
export type LabAnswer<K extends LabRequest['type'] = LabRequest['type']> = { type: K; value: LabAnswers[K] }

/** What a request tells on the way. */
export type LabEvent = { type: 'progress'; progress: number } | { type: 'quality-tokens'; tokens: QualityTokens }

export type FromLab =
  | { type: 'event'; id: number; event: LabEvent }
  | { type: 'answer'; id: number; answer: LabAnswer }
  | { type: 'failed'; id: number; problem: Problem }
  /** It was aborted, and ended for that. */
  | { type: 'aborted'; id: number }
  | { type: 'log'; level: EngineLogLevel; text: string }
