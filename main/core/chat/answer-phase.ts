import type { AnswerEvent } from '#contract/chat.ts'
import type { AnswerProgress } from './answer-source.ts'

/** What an answer is busy with, as its followers are told. */
export type AnswerPhase = Extract<AnswerEvent, { type: 'phase' }>

export const queuedPhase: AnswerPhase = { type: 'phase', phase: 'queued', progress: null }
const decodePhase: AnswerPhase = { type: 'phase', phase: 'decode', progress: null }

/** The phase after an event from the engine; the same object where nothing has changed. */
export function nextPhase(phase: AnswerPhase, event: AnswerProgress): AnswerPhase {
  switch (event.type) {
    case 'queued':
      return queuedPhase
    case 'loading':
      return { type: 'phase', phase: 'loading', progress: event.progress }
    case 'prefill': {
      const toEvaluate = event.promptTokens - event.reusedTokens
      const progress = toEvaluate > 0 ? Math.min(event.evaluatedTokens / toEvaluate, 1) : null
      return { type: 'phase', phase: 'prefill', progress }
    }
    case 'text':
      return decodePhase
    default:
      return phase
  }
}
