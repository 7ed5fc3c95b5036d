import type { Message } from '#contract/conversations.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Fault } from '../fault.ts'
import type { GenerateEvent } from '../ports/engine-link.ts'
import type { AnswerPhase } from './answer-phase.ts'

/** How an answer ended, as far as it was not known before. */
export type AnswerOutcome = Pick<Message, 'state'> & Partial<Pick<Message, 'finishReason' | 'problem' | 'figures'>>

const engineDeaths: readonly ErrorCode[] = ['ENGINE_CRASHED', 'ENGINE_NOT_RESPONDING']

export function outcomeOfEnd({ finishReason, figures }: Extract<GenerateEvent, { type: 'end' }>): AnswerOutcome {
  return finishReason === 'aborted' ? { state: 'stopped', figures } : { state: 'complete', finishReason, figures }
}

/** An answer that had begun when the engine or the app died is interrupted; any other failure says that it could not be made. */
export function outcomeOfFault(fault: Fault, phase: AnswerPhase['phase']): AnswerOutcome {
  const hadBegun = phase === 'prefill' || phase === 'decode'
  const isDeath = fault.code === 'APP_CLOSED' || (hadBegun && engineDeaths.includes(fault.code))
  return { state: isDeath ? 'interrupted' : 'failed', problem: fault.toProblem() }
}
