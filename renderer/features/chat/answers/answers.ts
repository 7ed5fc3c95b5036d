import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnswerEvent } from '#contract/chat.ts'
import type { Message } from '#contract/conversations.ts'
import { type Answer, AnswerFeed } from './answer-feed.ts'
import { createFrameSchedule, type ScheduleFrame } from './frame-schedule.ts'

export type FollowAnswer = (messageId: string) => Promise<AsyncIterable<{ type: AnswerEvent['type'] } & AnswerEvent>>

/** Answers that have ended and are kept, so that what was drawn is not parsed again when it is stored. */
const keptCount = 12

/**
 * The answers that are being written, each followed once however many components show it, and to its end even where none does.
 */
export class Answers {
  /** Conversations in which an answer is being written. */
  readonly active: StoreApi<ReadonlySet<string>> = createStore<ReadonlySet<string>>(() => new Set())
  readonly #feeds = new Map<string, AnswerFeed>()
  readonly #follow: FollowAnswer
  readonly #onEnd: (message: Message) => void
  readonly #schedule: ScheduleFrame

  constructor(
    follow: FollowAnswer,
    onEnd: (message: Message) => void,
    schedule: ScheduleFrame = createFrameSchedule(),
  ) {
    this.#follow = follow
    this.#onEnd = onEnd
    this.#schedule = schedule
  }

  /** The state of an answer, which is followed from now on where it has not ended; undefined for one that ended long ago. */
  of(message: Message): StoreApi<Answer> | undefined {
    const known = this.#feeds.get(message.id)
    if (known !== undefined) return known.store
    if (message.state !== 'queued' && message.state !== 'streaming') return undefined
    const feed = new AnswerFeed(message, this.#schedule)
    this.#feeds.set(message.id, feed)
    void this.#read(message, feed)
    return feed.store
  }

  /** All text of an answer so far; empty where it is not followed. */
  textOf(messageId: string): string {
    return this.#feeds.get(messageId)?.text ?? ''
  }

  async #read(message: Message, feed: AnswerFeed): Promise<void> {
    this.#setActive(message.conversationId, true)
    try {
      for await (const event of await this.#follow(message.id)) {
        feed.take(event)
        if (event.type === 'end') this.#onEnd(event.message)
      }
    } catch (error) {
      // The conversation is fetched again when the connection is back, and with it the answer.
      console.error(error)
      this.#feeds.delete(message.id)
    } finally {
      this.#setActive(message.conversationId, false)
      this.#forgetOldest()
    }
  }

  #setActive(conversationId: string, isActive: boolean): void {
    const active = new Set(this.active.getState())
    if (isActive) active.add(conversationId)
    else active.delete(conversationId)
    // `true` replaces: a set has no fields to merge.
    this.active.setState(active, true)
  }

  #forgetOldest(): void {
    const ended = [...this.#feeds].filter(([, feed]) => feed.store.getState().message !== null)
    for (const [id] of ended.slice(0, -keptCount)) this.#feeds.delete(id)
  }
}
