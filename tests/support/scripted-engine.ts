import type { AnswerProgress, AnswerRequest, AnswerSource } from '../../main/core/chat/answer-source.ts'
import type { FinishReason } from '../../main/core/ports/engine-link.ts'
import { someFigures } from './messages.ts'

type Step = { event: AnswerProgress } | { error: unknown } | { isOver: true }

/** One answer that a test plays, event by event. */
export class ScriptedAnswer {
  readonly request: AnswerRequest
  readonly signal: AbortSignal
  readonly #steps: { step: Step; taken: () => void }[] = []
  #wake: () => void = () => undefined
  #tokens = 0
  /** Whether the reader has left, or read to the end. */
  isClosed = false

  constructor(request: AnswerRequest, signal: AbortSignal) {
    this.request = request
    this.signal = signal
    signal.addEventListener('abort', () => this.#wake())
  }

  /** Sends an event; resolves when its reader has dealt with it and asks for the next. */
  send(event: AnswerProgress): Promise<void> {
    return this.#add({ event })
  }

  /** Sends text as one token. */
  text(text: string): Promise<void> {
    this.#tokens += 1
    const decodeMs = this.#tokens * 10
    return this.send({ type: 'text', text, decodeTokens: this.#tokens, decodeMs, atMs: decodeMs })
  }

  /** Ends the answer as the model would. */
  end(finishReason: FinishReason = 'end-of-turn'): Promise<void> {
    const figures = { ...someFigures, decodeTokens: this.#tokens }
    return this.send({ type: 'end', finishReason, figures, atMs: this.#tokens * 10 })
  }

  fail(error: unknown): void {
    void this.#add({ error })
  }

  /** Ends the stream without an `end`. */
  leave(): void {
    void this.#add({ isOver: true })
  }

  async *events(): AsyncGenerator<AnswerProgress, void, void> {
    try {
      for (;;) {
        const next = this.#steps.shift()
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve
          })
          continue
        }
        if ('isOver' in next.step) return
        if ('error' in next.step) throw next.step.error
        yield next.step.event
        next.taken()
      }
    } finally {
      this.isClosed = true
    }
  }

  #add(step: Step): Promise<void> {
    return new Promise((taken) => {
      this.#steps.push({ step, taken })
      this.#wake()
    })
  }
}

/** Stands in for the engine service: a test plays each answer by hand. */
export class ScriptedEngine implements AnswerSource {
  readonly answers: ScriptedAnswer[] = []
  #wake: () => void = () => undefined

  async *answer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerProgress, void, void> {
    const answer = new ScriptedAnswer(request, signal)
    this.answers.push(answer)
    this.#wake()
    yield* answer.events()
  }

  /** The answer that was asked for at this place in the order, as soon as it is. */
  async at(index: number): Promise<ScriptedAnswer> {
    for (;;) {
      const answer = this.answers[index]
      if (answer !== undefined) return answer
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
