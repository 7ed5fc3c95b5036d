import type { AnswerConditions, ConversationSettings } from '#contract/conversations.ts'
import type { GenerateEvent, GenerateRequest } from '../ports/engine-link.ts'

/**
 * A question to the engine, on behalf of the message that its answer is written into. Its sampling and prompt are those of the settings
 * under the conversation's own; a profile of the model that answers goes between the two.
 */
export type AnswerRequest = GenerateRequest & { messageId: string; own: ConversationSettings }

export type AnswerProgress =
  | GenerateEvent
  | { type: 'queued' }
  | { type: 'loading'; progress: number | null }
  /** What is in force for this answer; before its first text. */
  | { type: 'conditions'; conditions: AnswerConditions }

/** What answers questions: the engine service, or a stand-in. One at a time, in the order in which they came. */
export interface AnswerSource {
  /** Ends on abort with finishReason `aborted`, or by throwing. Faults: MODEL_…, OUT_OF_MEMORY, PROMPT_LONGER_THAN_CONTEXT, ENGINE_…. */
  answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerProgress>
}
