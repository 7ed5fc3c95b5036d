import { randomUUID } from 'node:crypto'
import type { Message } from '#contract/conversations.ts'

type Place = Pick<Message, 'conversationId' | 'parentId' | 'createdAtMs'>

const blank = {
  finishReason: null,
  problem: null,
  figures: null,
  conditions: null,
  energy: null,
  continuedFromId: null,
}

/** A question as it is first stored. */
export function newQuestion(place: Place, text: string): Message {
  return { ...blank, id: randomUUID(), role: 'user', state: 'complete', text, ...place }
}

/** An answer before its first token; one that continues another begins with its text. */
export function newAnswer(place: Place, continued: Message | null = null): Message {
  return {
    ...blank,
    id: randomUUID(),
    role: 'assistant',
    state: 'queued',
    text: continued?.text ?? '',
    ...place,
    continuedFromId: continued?.id ?? null,
  }
}
