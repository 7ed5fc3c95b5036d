import { defaultSettings, type Settings } from '#contract/settings.ts'
import { AnswerRuns } from '../../main/core/chat/answer-runs.ts'
import { ChatService } from '../../main/core/chat/chat-service.ts'
import { ConversationService } from '../../main/core/chat/conversation-service.ts'
import type { NumberedEvent } from '../../main/core/chat/follow-answer.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import type { Store } from '../../main/core/ports/store.ts'
import { ManualTimer } from './manual-timer.ts'
import { ScriptedEngine } from './scripted-engine.ts'
import { tempStore } from './temp-store.ts'

/** The chat services over a real database, with an engine and a clock that the test plays. */
export function chatBench(store: Store = tempStore()) {
  const engine = new ScriptedEngine()
  const timer = new ManualTimer()
  const settings = new LiveValue<Settings>(defaultSettings)
  const runs = new AnswerRuns()
  const repository = store.conversations
  let timeMs = 1000
  const now = () => {
    timeMs += 1
    return timeMs
  }
  const conversations = new ConversationService({ repository, runs, now })
  const chat = new ChatService({ repository, conversations, runs, engine, settings, now, setTimer: timer.set })
  const ask = (text: string) => chat.send({ conversationId: null, parentId: null, text })
  return { engine, timer, settings, repository, conversations, chat, ask, store }
}

/** Reads events until the stream ends. */
export async function allEvents(events: AsyncGenerator<NumberedEvent, void, void>): Promise<NumberedEvent[]> {
  const read: NumberedEvent[] = []
  for await (const event of events) read.push(event)
  return read
}

/** The text that a reader of these events has in the end, beginning with `text`. */
export function textOf(events: readonly NumberedEvent[], text = ''): string {
  return events.reduce((soFar, { event }) => {
    if (event.type === 'text') return soFar + event.text
    return event.type === 'snapshot' ? event.message.text : soFar
  }, text)
}
