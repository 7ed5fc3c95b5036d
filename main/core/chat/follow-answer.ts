import { setTimeout as pause } from 'node:timers/promises'
import type { AnswerEvent } from '#contract/chat.ts'
import type { Message } from '#contract/conversations.ts'
import type { Bell } from '../bell.ts'
import { type AnswerPhase, queuedPhase } from './answer-phase.ts'

/** Text is sent this often at most: each message costs a page about as much as drawing it does. */
const textIntervalMs = 40

/** An event of an answer, numbered by the length of the text that its reader then has. */
export type NumberedEvent = { id: number; event: AnswerEvent }

/** A running answer as its followers see it. They look at it whenever the bell rings. */
export type AnswerView = {
  readonly bell: Bell
  readonly message: Message
  readonly phase: AnswerPhase
  readonly droppedMessages: number
  readonly decodeTokens: number
  readonly hasEnded: boolean
  /** Resolves when it has ended; never rejects. */
  readonly ended: Promise<unknown>
}

/**
 * The events of an answer for one reader, who has `fromLength` characters of it already (null: none, and gets a snapshot first).
 * Nothing is queued: a reader who was slow gets all the text since its last look in one piece, and the newest phase alone.
 * A reader who has more text than there is (the app was killed before it was written) starts again with a snapshot.
 */
export async function* followAnswer(
  view: AnswerView,
  fromLength: number | null,
  signal?: AbortSignal,
): AsyncGenerator<NumberedEvent, void, void> {
  let length = fromLength ?? Number.POSITIVE_INFINITY
  let phase = queuedPhase
  let droppedMessages = 0
  while (!signal?.aborted) {
    const { count } = view.bell
    const { message } = view
    if (length > message.text.length) {
      length = message.text.length
      yield { id: length, event: { type: 'snapshot', message } }
    }
    if (phase !== view.phase && !view.hasEnded) {
      phase = view.phase
      yield { id: length, event: phase }
    }
    if (droppedMessages !== view.droppedMessages) {
      droppedMessages = view.droppedMessages
      yield { id: length, event: { type: 'dropped', messages: droppedMessages } }
    }
    const text = view.message.text.slice(length)
    if (text !== '') {
      length += text.length
      yield { id: length, event: { type: 'text', text, decodeTokens: view.decodeTokens } }
      await Promise.race([pause(textIntervalMs, undefined, { signal }).catch(() => undefined), view.ended])
    }
    if (count !== view.bell.count) continue
    if (view.hasEnded) return yield { id: length, event: { type: 'end', message: view.message } }
    await view.bell.after(count, signal)
  }
}
