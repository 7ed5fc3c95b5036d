import type { EngineState } from '#contract/engine.ts'
import type { AnswerPhase } from './answer-feed.ts'

/** The phase to show of an answer: one that waits in turn behind a load waits for the model, and for no other answer. */
export const shownPhase = (phase: AnswerPhase, enginePhase: EngineState['phase'] | undefined): AnswerPhase =>
  phase === 'queued' && (enginePhase === 'starting' || enginePhase === 'loading') ? 'loading' : phase
