import type { Message } from '#contract/conversations.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Fault } from '../fault.ts'
import type { GenerateEvent } from '../ports/engine-link.ts'

/** How an answer ended, as far as it was not known before. */
export type AnswerOutcome = Pick<Message, 'state'> & Partial<Pick<Message, 'finishReason' | 'problem' | 'figures'>>

/** The engine or the app died under the answer; any other failure says that it could not be made. */
const deaths: readonly ErrorCode[] = ['ENGINE_CRASHED', 'ENGINE_NOT_RESPONDING', 'APP_CLOSED']

export function outcomeOfEnd({ finishReason, figures }: Extract<GenerateEvent, { type: 'end' }>): AnswerOutcome {
  return finishReason === 'aborted' ? { state: 'stopped', figures } : { state: 'complete', finishReason, figures }
}

export function outcomeOfFault(fault: Fault): AnswerOutcome {
  return { state: deaths.includes(fault.code) ? 'interrupted' : 'failed', problem: fault.toProblem() }
}
