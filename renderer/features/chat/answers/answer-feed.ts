import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnswerEvent } from '#contract/chat.ts'
import type { Message } from '#contract/conversations.ts'
import { BlockDocument, type BlockView } from '../markdown/block-document.ts'
import type { ScheduleFrame } from './frame-schedule.ts'

export type AnswerPhase = 'queued' | 'loading' | 'prefill' | 'decode'

/** An answer on its way, as its component sees it. */
export type Answer = {
  messageId: string
  phase: AnswerPhase
  /** 0 to 1 while loading or reading the prompt, null where unknown. */
  progress: number | null
  decodeTokens: number
  /** Earlier messages that the model no longer sees. */
  droppedMessages: number
  /** When the first text came, in milliseconds since the epoch; null before. */
  writingSinceMs: number | null
  view: BlockView
  /** As it was stored; null until it has ended. */
  message: Message | null
}

/**
 * Gathers an answer's events into its state, which changes once a frame at most. What it has read is kept as blocks, so that text
 * that arrives again (after a lost connection) is not parsed again.
 */
export class AnswerFeed {
  readonly store: StoreApi<Answer>
  readonly #schedule: ScheduleFrame
  #document = new BlockDocument()
  #pending = ''
  #change: Partial<Answer> = {}
  #isScheduled = false

  constructor(message: Message, schedule: ScheduleFrame) {
    this.#schedule = schedule
    this.#document.push(message.text)
    this.store = createStore(() => ({
      messageId: message.id,
      phase: message.state === 'queued' ? 'queued' : message.text === '' ? 'prefill' : 'decode',
      progress: null,
      decodeTokens: 0,
      droppedMessages: message.figures?.droppedMessages ?? 0,
      writingSinceMs: null,
      view: this.#document.view(),
      message: null,
    }))
  }

  /** All text so far, drawn or not. */
  get text(): string {
    return this.#document.text + this.#pending
  }

  take(event: AnswerEvent): void {
    if (event.type === 'snapshot') this.#becomes(event.message.text)
    else if (event.type === 'phase') this.#change = { ...this.#change, phase: event.phase, progress: event.progress }
    else if (event.type === 'dropped') this.#change.droppedMessages = event.messages
    else if (event.type === 'text') {
      this.#pending += event.text
      this.#change = { ...this.#change, phase: 'decode', decodeTokens: event.decodeTokens }
      if (this.store.getState().writingSinceMs === null) this.#change.writingSinceMs ??= Date.now()
    } else {
      this.#becomes(event.message.text)
      this.#change.message = event.message
    }
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#schedule(() => this.#draw())
  }

  /** Makes the text this one: what is new in it is appended, and only another text begins anew. */
  #becomes(text: string): void {
    if (text.startsWith(this.text)) this.#pending += text.slice(this.text.length)
    else {
      this.#document = new BlockDocument()
      this.#pending = text
    }
  }

  #draw(): void {
    this.#isScheduled = false
    const change = this.#change
    const hasText = this.#pending !== ''
    this.#document.push(this.#pending)
    this.#pending = ''
    this.#change = {}
    if (change.message) this.#document.end()
    if (hasText || change.message) change.view = this.#document.view()
    this.store.setState(change)
  }
}
