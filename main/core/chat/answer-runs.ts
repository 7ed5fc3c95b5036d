import type { Message } from '#contract/conversations.ts'
import { Fault } from '../fault.ts'
import { AnswerRun } from './answer-run.ts'

/** The answers being made right now, by message id. */
export class AnswerRuns {
  readonly #runs = new Map<string, AnswerRun>()
  readonly #onEnded: () => void

  /** `onEnded` is called after each answer, when it is stored. */
  constructor(onEnded: () => void = () => undefined) {
    this.#onEnded = onEnded
  }

  start(options: ConstructorParameters<typeof AnswerRun>[0]): AnswerRun {
    const run = new AnswerRun(options)
    this.#runs.set(run.message.id, run)
    void run.ended.then(() => {
      this.#runs.delete(run.message.id)
      this.#onEnded()
    })
    return run
  }

  get(messageId: string): AnswerRun | null {
    return this.#runs.get(messageId) ?? null
  }

  /** A stored message as it is now: with the text that is not written yet. One that nobody is writing has been interrupted. */
  live(message: Message): Message {
    const run = this.#runs.get(message.id)
    if (run !== undefined) return run.message
    const isUnfinished = message.state === 'queued' || message.state === 'streaming'
    return isUnfinished ? { ...message, state: 'interrupted' } : message
  }

  /** Asks each answer of a conversation to end. */
  stopIn(conversationId: string): void {
    for (const run of this.#runs.values()) {
      if (run.message.conversationId === conversationId) run.stop()
    }
  }

  /** Ends all answers now, as interrupted by the app's end, and writes them. */
  close(): void {
    const problem = new Fault('APP_CLOSED').toProblem()
    for (const run of [...this.#runs.values()]) run.interrupt(problem)
  }
}
