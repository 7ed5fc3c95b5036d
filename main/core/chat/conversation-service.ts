import type {
  Conversation,
  ConversationChange,
  ConversationSettings,
  ConversationSummary,
  SearchHit,
} from '#contract/conversations.ts'
import { Fault } from '../fault.ts'
import type { ConversationRepository } from '../ports/conversation-repository.ts'
import type { AnswerRuns } from './answer-runs.ts'
import { ConversationChanges } from './conversation-changes.ts'
import { newestLeafBelow } from './message-tree.ts'

type ConversationServiceOptions = { repository: ConversationRepository; runs: AnswerRuns; now: () => number }

/** The list of conversations and the trees in it, as all windows see them. Unknown ids: CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND. */
export class ConversationService {
  readonly #repository: ConversationRepository
  readonly #runs: AnswerRuns
  readonly #now: () => number
  readonly #changes = new ConversationChanges()

  constructor({ repository, runs, now }: ConversationServiceOptions) {
    this.#repository = repository
    this.#runs = runs
    this.#now = now
  }

  /** All conversations, the last changed first. */
  list(): ConversationSummary[] {
    return this.#repository.list()
  }

  /** Changes from the first `next()` on, merged for a slow reader. */
  changes(signal?: AbortSignal): AsyncGenerator<ConversationChange, void, void> {
    return this.#changes.watch(signal)
  }

  get({ id }: { id: string }): Conversation {
    const conversation = this.#repository.get(id) ?? notFound(id)
    return { ...conversation, messages: conversation.messages.map((message) => this.#runs.live(message)) }
  }

  search({ query, limit }: { query: string; limit: number }): SearchHit[] {
    return this.#repository.search(query, limit)
  }

  rename({ id, title }: { id: string; title: string }): ConversationSummary {
    this.#require(id)
    this.#repository.rename(id, title)
    return this.publish(id)
  }

  configure({ id, settings }: { id: string; settings: ConversationSettings }): void {
    this.#require(id)
    this.#repository.configure(id, settings)
  }

  /** Hides the conversation, and ends the answer that is being written into it. */
  remove({ id }: { id: string }): void {
    this.#require(id)
    this.#repository.setRemoved(id, this.#now())
    this.#runs.stopIn(id)
    this.#changes.publish({ type: 'removed', id })
  }

  restore({ id }: { id: string }): ConversationSummary {
    this.#repository.setRemoved(id, null)
    return this.publish(id)
  }

  /** Shows the branch that leads through a message to its newest leaf. */
  showBranch({ id, messageId }: { id: string; messageId: string }): { activeLeafId: string } {
    const { messages } = this.#repository.get(id) ?? notFound(id)
    const leaf = newestLeafBelow(messages, messageId)
    if (leaf === null) throw new Fault('MESSAGE_NOT_FOUND', { params: { id: messageId } })
    this.#repository.setActiveLeaf(id, leaf.id)
    return { activeLeafId: leaf.id }
  }

  /** Tells the watchers that a conversation is new or has changed, and returns it. */
  publish(id: string): ConversationSummary {
    const conversation = this.#require(id)
    this.#changes.publish({ type: 'changed', conversation })
    return conversation
  }

  #require(id: string): ConversationSummary {
    return this.#repository.summary(id) ?? notFound(id)
  }
}

function notFound(id: string): never {
  throw new Fault('CONVERSATION_NOT_FOUND', { params: { id } })
}
