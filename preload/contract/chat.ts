import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure } from './common.ts'
import { conversationSettingsSchema, messageSchema } from './conversations.ts'

/** A question is at most this long, in characters. */
export const questionMaxLength = 1_000_000

const questionSchema = z.string().trim().min(1).max(questionMaxLength)

/** What a new question makes: both messages are in the database when the call returns. */
export const turnSchema = z.object({ question: messageSchema, answer: messageSchema })
export type Turn = z.infer<typeof turnSchema>

/**
 * What happens to an answer. Each event's id is the length of the text so far (UTF-16 units), so that a reader who lost the
 * connection goes on where it was: oRPC sends the last id back, and the stream starts again with the text after it.
 */
export const answerEventSchema = z.discriminatedUnion('type', [
  /** First: the message as it is. A resumed stream starts with `text` instead. */
  z.object({ type: z.literal('snapshot'), message: messageSchema }),
  /** `progress` is 0 to 1 while loading or reading the prompt, null where unknown. */
  z.object({
    type: z.literal('phase'),
    phase: z.enum(['queued', 'loading', 'prefill', 'decode']),
    progress: z.number().min(0).max(1).nullable(),
  }),
  /** The overflow policy acted: that many earlier messages are no longer seen. */
  z.object({ type: z.literal('dropped'), messages: z.number().int().positive() }),
  /** Text to append; `decodeTokens` counts the answer's tokens so far. */
  z.object({ type: z.literal('text'), text: z.string(), decodeTokens: z.number().int().nonnegative() }),
  /** Last: the message as it was stored. */
  z.object({ type: z.literal('end'), message: messageSchema }),
])
export type AnswerEvent = z.infer<typeof answerEventSchema>

export const chatContract = {
  /**
   * Asks a question below `parentId` (null: at the root), in a new conversation where `conversationId` is null, and starts the answer.
   * The answer goes on whether or not anyone follows it. `settings` are those of a new conversation.
   */
  send: procedure
    .input(
      z.object({
        conversationId: idSchema.nullable(),
        parentId: idSchema.nullable(),
        text: questionSchema,
        settings: conversationSettingsSchema.optional(),
      }),
    )
    .output(turnSchema),
  /** Asks the question anew with other words, as a sibling of the old one. */
  edit: procedure.input(z.object({ messageId: idSchema, text: questionSchema })).output(turnSchema),
  /** Answers the same question again, as a sibling of the old answer. */
  regenerate: procedure.input(z.object({ messageId: idSchema })).output(messageSchema),
  /** Goes on with an answer that is `isContinuable`, as a sibling that begins with its text. */
  resume: procedure.input(z.object({ messageId: idSchema })).output(messageSchema),
  /** Ends an answer; what was written stays. Does nothing to one that has ended. Resolves when it has ended. */
  stop: procedure.input(z.object({ messageId: idSchema })).output(messageSchema),
  /** The answer's events from now on, to its end. One that has ended gives its snapshot and its end. */
  follow: procedure.input(z.object({ messageId: idSchema })).output(eventIterator(answerEventSchema)),
}
