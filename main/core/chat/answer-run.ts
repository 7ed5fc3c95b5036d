import type { Message } from '#contract/conversations.ts'
import type { Problem } from '#contract/errors.ts'
import { Bell } from '../bell.ts'
import { Fault } from '../fault.ts'
import type { MessageChange } from '../ports/conversation-repository.ts'
import type { SetTimer } from '../set-timer.ts'
import { type AnswerOutcome, outcomeOfEnd, outcomeOfFault } from './answer-outcome.ts'
import { nextPhase, queuedPhase } from './answer-phase.ts'
import type { AnswerProgress } from './answer-source.ts'
import { AnswerWriter } from './answer-writer.ts'
import type { AnswerView } from './follow-answer.ts'

type AnswerRunOptions = {
  /** The answer as it was put into the database. */
  message: Message
  /** Begins the answer. On abort the stream ends, with or without an `end`. */
  open: (signal: AbortSignal) => AsyncIterable<AnswerProgress>
  write: (change: MessageChange) => void
  setTimer: SetTimer
}

/**
 * One answer in the making: takes what the engine sends, keeps the database up with it, and shows itself to any number of
 * followers. It goes on without them, and never rejects: whatever happens becomes the message's last state.
 */
export class AnswerRun implements AnswerView {
  readonly bell = new Bell()
  /** Resolves with the message as it was stored last. */
  readonly ended: Promise<Message>
  readonly #settle: (message: Message) => void
  readonly #writer: AnswerWriter
  readonly #abort = new AbortController()
  #message: Message
  #phase = queuedPhase
  #droppedMessages = 0
  #decodeTokens = 0
  #hasEnded = false

  constructor({ message, open, write, setTimer }: AnswerRunOptions) {
    this.#message = message
    this.#writer = new AnswerWriter({ write, setTimer, onFailure: (error) => this.#fail(error) })
    const { promise, resolve } = Promise.withResolvers<Message>()
    this.ended = promise
    this.#settle = resolve
    void this.#run(open)
  }

  /** The answer as it is now: up to half a second ahead of the database. */
  get message(): Message {
    return this.#message
  }

  get phase() {
    return this.#phase
  }

  get droppedMessages() {
    return this.#droppedMessages
  }

  get decodeTokens() {
    return this.#decodeTokens
  }

  get hasEnded() {
    return this.#hasEnded
  }

  /** Asks the engine to end the answer; `ended` tells when it has. */
  stop(): void {
    this.#abort.abort()
  }

  /** Ends the answer at once, without waiting for the engine, and keeps it as interrupted. */
  interrupt(problem: Problem): void {
    this.#end({ state: 'interrupted', problem })
    this.#abort.abort()
  }

  async #run(open: AnswerRunOptions['open']): Promise<void> {
    try {
      for await (const event of open(this.#abort.signal)) {
        if (this.#hasEnded) return
        if (event.type === 'end') this.#end(outcomeOfEnd(event))
        else this.#take(event)
      }
      if (this.#hasEnded) return
      this.#fail(new Fault('INTERNAL', { detail: 'The engine ended an answer without saying how' }))
    } catch (error) {
      this.#fail(error)
    }
  }

  #take(event: Exclude<AnswerProgress, { type: 'end' }>): void {
    this.#phase = nextPhase(this.#phase, event)
    if (this.#message.state === 'queued' && event.type !== 'queued') this.#change({ state: 'streaming' })
    if (event.type === 'conditions') this.#change({ conditions: event.conditions })
    if (event.type === 'dropped') this.#droppedMessages = event.messages
    if (event.type === 'text') this.#append(event)
    this.bell.ring()
  }

  #append({ text, decodeTokens }: Extract<AnswerProgress, { type: 'text' }>): void {
    const isFirst = this.#decodeTokens === 0
    this.#decodeTokens = decodeTokens
    this.#change({ text: this.#message.text + text })
    if (isFirst) this.#writer.flush()
  }

  #change(change: MessageChange): void {
    this.#message = { ...this.#message, ...change }
    this.#writer.note(change)
  }

  /** A stop that was asked for is a stop, however the engine took it. */
  #fail(error: unknown): void {
    const outcome: AnswerOutcome = this.#abort.signal.aborted
      ? { state: 'stopped' }
      : outcomeOfFault(Fault.from(error), this.#phase.phase)
    this.#end(outcome)
    this.#abort.abort()
  }

  #end({ figures, ...rest }: AnswerOutcome): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    try {
      this.#change({ ...rest, ...(figures && { figures }) })
      this.#writer.flush()
    } catch (error) {
      // The database takes no more: readers are told; after a restart the answer is found as far as it was written.
      this.#message = { ...this.#message, ...outcomeOfFault(Fault.from(error), this.#phase.phase) }
    }
    this.bell.ring()
    this.#settle(this.#message)
  }
}
