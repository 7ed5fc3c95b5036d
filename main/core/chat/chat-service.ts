import { randomInt, randomUUID } from 'node:crypto'
import type { Turn } from '#contract/chat.ts'
import { type ConversationSettings, isContinuable, type Message } from '#contract/conversations.ts'
import { samplingSchema } from '#contract/sampling.ts'
import type { Settings } from '#contract/settings.ts'
import { Bell } from '../bell.ts'
import { Fault } from '../fault.ts'
import type { LiveValue } from '../live-value.ts'
import type { ConversationRepository } from '../ports/conversation-repository.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import { queuedPhase } from './answer-phase.ts'
import type { AnswerRuns } from './answer-runs.ts'
import type { AnswerProgress, AnswerRequest, AnswerSource } from './answer-source.ts'
import type { ConversationService } from './conversation-service.ts'
import { type AnswerView, followAnswer, type NumberedEvent } from './follow-answer.ts'
import { toHistory } from './history.ts'
import { newAnswer, newQuestion } from './new-message.ts'
import { titleFromQuestion } from './title.ts'

type ChatServiceOptions = {
  repository: ConversationRepository
  conversations: ConversationService
  runs: AnswerRuns
  engine: AnswerSource
  settings: LiveValue<Settings>
  now: () => number
  setTimer?: SetTimer
}

type SendInput = {
  conversationId: string | null
  parentId: string | null
  text: string
  settings?: ConversationSettings | undefined
}

type NewConversation = Parameters<ConversationRepository['append']>[0]['conversation']

type MessageInput = { messageId: string }

const noSettings: ConversationSettings = { systemPrompt: null, sampling: {} }

/**
 * Questions and their answers. A question and its empty answer are in the database before the engine is asked, and the answer goes
 * on whether or not anyone follows it. Unknown ids: CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND; what cannot be done to a message:
 * MESSAGE_NOT_EDITABLE; after `close`: APP_CLOSED.
 */
export class ChatService {
  readonly #options: Required<ChatServiceOptions>
  #hasClosed = false

  constructor(options: ChatServiceOptions) {
    this.#options = { setTimer: setSystemTimer, ...options }
  }

  /** Asks a question below an answer, or at the root, or in a new conversation, which takes its title from it. */
  send({ conversationId, parentId, text, settings = noSettings }: SendInput): Turn {
    if (conversationId === null) {
      if (parentId !== null) throw new Fault('MESSAGE_NOT_FOUND', { params: { id: parentId } })
      const id = randomUUID()
      return this.#ask(id, null, text, {
        id,
        title: titleFromQuestion(text),
        createdAtMs: this.#options.now(),
        settings,
      })
    }
    if (this.#options.repository.summary(conversationId) === null) {
      throw new Fault('CONVERSATION_NOT_FOUND', { params: { id: conversationId } })
    }
    if (parentId !== null && this.#require(parentId, 'assistant').conversationId !== conversationId) {
      throw new Fault('MESSAGE_NOT_FOUND', { params: { id: parentId } })
    }
    return this.#ask(conversationId, parentId, text)
  }

  /** Asks a question anew with other words, as a sibling of the old one. */
  edit({ messageId, text }: MessageInput & { text: string }): Turn {
    const question = this.#require(messageId, 'user')
    return this.#ask(question.conversationId, question.parentId, text)
  }

  /** Answers the same question again, as a sibling of the old answer. */
  regenerate({ messageId }: MessageInput): Message {
    return this.#answerAgain(this.#require(messageId, 'assistant'), null)
  }

  /** Goes on with an answer that did not come to its own end, as a sibling that begins with its text. */
  resume({ messageId }: MessageInput): Message {
    const answer = this.#require(messageId, 'assistant')
    if (!isContinuable(answer)) throw notEditable(answer)
    return this.#answerAgain(answer, answer)
  }

  /** Ends an answer and returns it when it has ended; one that has ended, as it is. */
  async stop({ messageId }: MessageInput): Promise<Message> {
    const run = this.#options.runs.get(messageId)
    if (run === null) return this.#require(messageId)
    run.stop()
    return run.ended
  }

  /** An answer's events to its end, after the `fromLength` characters that the reader has (null: from a snapshot on). */
  follow(
    messageId: string,
    fromLength: number | null,
    signal?: AbortSignal,
  ): AsyncGenerator<NumberedEvent, void, void> {
    return followAnswer(this.#options.runs.get(messageId) ?? endedView(this.#require(messageId)), fromLength, signal)
  }

  /** Ends all answers, which are kept as interrupted, and takes no more questions. */
  close(): void {
    this.#hasClosed = true
    this.#options.runs.close()
  }

  #ask(conversationId: string, parentId: string | null, text: string, conversation?: NewConversation): Turn {
    const createdAtMs = this.#options.now()
    const question = newQuestion({ conversationId, parentId, createdAtMs }, text)
    const answer = newAnswer({ conversationId, parentId: question.id, createdAtMs })
    this.#begin(answer, { messages: [question, answer], ...(conversation && { conversation }) })
    return { question, answer }
  }

  #answerAgain({ conversationId, parentId }: Message, continued: Message | null): Message {
    const answer = newAnswer({ conversationId, parentId, createdAtMs: this.#options.now() }, continued)
    this.#begin(answer, { messages: [answer] })
    return answer
  }

  #begin(answer: Message, change: Parameters<ConversationRepository['append']>[0]): void {
    if (this.#hasClosed) throw new Fault('APP_CLOSED')
    const { repository, runs, conversations, setTimer } = this.#options
    repository.append(change)
    runs.start({
      message: answer,
      open: (signal) => this.#open(answer, signal),
      write: (messageChange) => repository.updateMessage(answer.id, messageChange),
      setTimer,
    })
    conversations.publish(answer.conversationId)
  }

  async *#open(answer: Message, signal: AbortSignal): AsyncGenerator<AnswerProgress, void, void> {
    const { repository, runs, engine } = this.#options
    const branch = () => (answer.parentId === null ? [] : repository.path(answer.parentId))
    // A question may follow an answer that is still being written: the model is to see all of it.
    for (const { id } of branch()) {
      const run = runs.get(id)
      while (run && !run.hasEnded && !signal.aborted) await run.bell.after(run.bell.count, signal)
    }
    signal.throwIfAborted()
    yield* engine.answer(this.#request(answer, toHistory([...branch(), answer])), signal)
  }

  #request(answer: Message, history: AnswerRequest['history']): AnswerRequest {
    const defaults = this.#options.settings.value
    const own = this.#options.repository.settings(answer.conversationId) ?? noSettings
    const sampling = samplingSchema.parse({ ...defaults.sampling, ...own.sampling })
    return {
      messageId: answer.id,
      own,
      systemPrompt: own.systemPrompt ?? defaults.systemPrompt,
      history,
      sampling: { ...sampling, seed: sampling.seed ?? randomInt(2 ** 32) },
      contextOverflow: defaults.contextOverflow,
    }
  }

  #require(id: string, role?: Message['role']): Message {
    const message = this.#options.repository.message(id)
    if (message === null) throw new Fault('MESSAGE_NOT_FOUND', { params: { id } })
    if (role !== undefined && message.role !== role) throw notEditable(message)
    return this.#options.runs.live(message)
  }
}

function notEditable({ id, role, state }: Message): Fault {
  return new Fault('MESSAGE_NOT_EDITABLE', { params: { id, role, state } })
}

/** An answer that nobody is writing, for followers who came after its end. */
function endedView(message: Message): AnswerView {
  const decodeTokens = message.figures?.decodeTokens ?? 0
  const ended = Promise.resolve()
  return { bell: new Bell(), message, phase: queuedPhase, droppedMessages: 0, decodeTokens, hasEnded: true, ended }
}
