import type {
  AnswerConditions,
  AnswerFigures,
  Conversation,
  ConversationSettings,
  ConversationSummary,
  Message,
  SearchHit,
} from '#contract/conversations.ts'

/** The columns of a message that change after it was made. */
export type MessageChange = Partial<{
  text: string
  state: Message['state']
  finishReason: Message['finishReason']
  problem: Message['problem']
  figures: AnswerFigures
  conditions: AnswerConditions
}>

/** What the model is told of a message: its figures are left in the database. */
export type PathMessage = Pick<Message, 'id' | 'role' | 'text'>

/** Conversations and their message trees. Each call is one transaction; all are synchronous and short. */
export interface ConversationRepository {
  list(): ConversationSummary[]
  /** null where there is none or it was removed. */
  get(id: string): Conversation | null
  summary(id: string): ConversationSummary | null
  /** What the conversation sets for itself; null where there is none. */
  settings(id: string): ConversationSettings | null
  message(id: string): Message | null
  /** The message and its ancestors, the root first; empty where there is no such message. */
  path(messageId: string): PathMessage[]
  /** Makes a conversation (where `conversation` is given) and messages in one transaction; the last message becomes the active leaf. */
  append(change: {
    conversation?: { id: string; title: string; createdAtMs: number; settings: ConversationSettings }
    messages: Message[]
  }): void
  updateMessage(id: string, change: MessageChange): void
  rename(id: string, title: string): void
  configure(id: string, settings: ConversationSettings): void
  setActiveLeaf(id: string, messageId: string): void
  /** Sets or clears the mark of removal. */
  setRemoved(id: string, removedAtMs: number | null): void
  /** Deletes for good what was removed before this time. */
  purgeRemovedBefore(timeMs: number): void
  /** Marks each `queued` or `streaming` answer as `interrupted`: what a killed app leaves behind. Returns how many. */
  interruptUnfinished(): number
  search(query: string, limit: number): SearchHit[]
}
