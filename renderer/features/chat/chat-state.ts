import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import type { Turn } from '#contract/chat.ts'
import type { Conversation, ConversationSettings, Message } from '#contract/conversations.ts'
import type { AnswerEnergy } from '#contract/energy.ts'
import type { WattleConnection } from '../../data/client.ts'
import { useClient } from '../../data/client-context.tsx'
import { follow } from '../../stores/live-store.ts'
import { Answers } from './answers/answers.ts'
import { pathTo, withMessages } from './message-tree.ts'

type Client = WattleConnection['client']

/** Where a conversation lies in the query cache. */
export const conversationKey = (id: string) => ['chat', 'conversation', id] as const

/** What the chat does: each call changes the cache as the core answers, so that nothing waits for a second fetch. */
export class ChatState {
  readonly answers: Answers
  readonly #client: Client
  readonly #cache: QueryClient

  constructor(client: Client, cache: QueryClient) {
    this.#client = client
    this.#cache = cache
    this.answers = new Answers(
      (messageId) => client.chat.follow({ messageId }),
      (message) => this.#putEnded(message),
    )
  }

  /** Puts the energy of an answer beside it, some moments after its end. */
  putEnergy(conversationId: string, messageId: string, energy: AnswerEnergy): void {
    this.#change(conversationId, (conversation) => ({
      ...conversation,
      messages: conversation.messages.map((message) => (message.id === messageId ? { ...message, energy } : message)),
    }))
  }

  /** Asks below the last message shown; returns the conversation's id, which is new where none was given. */
  async send(conversationId: string | null, text: string, settings?: ConversationSettings): Promise<string> {
    const conversation = conversationId === null ? undefined : this.#conversation(conversationId)
    const parentId =
      conversation === undefined ? null : (pathTo(conversation.messages, conversation.activeLeafId).at(-1)?.id ?? null)
    const turn = await this.#client.chat.send({
      conversationId,
      parentId,
      text,
      ...(conversationId === null && settings !== undefined ? { settings } : {}),
    })
    if (conversationId === null)
      this.#cache.setQueryData(conversationKey(turn.question.conversationId), begun(turn, settings))
    else this.#putTurn(turn)
    return turn.question.conversationId
  }

  async edit(message: Message, text: string): Promise<void> {
    this.#putTurn(await this.#client.chat.edit({ messageId: message.id, text }))
  }

  async regenerate(message: Message): Promise<void> {
    const answer = await this.#client.chat.regenerate({ messageId: message.id })
    this.#putMessages(answer.conversationId, [answer], answer.id)
  }

  async resume(message: Message): Promise<void> {
    const answer = await this.#client.chat.resume({ messageId: message.id })
    this.#putMessages(answer.conversationId, [answer], answer.id)
  }

  async stop(message: Message): Promise<void> {
    await this.#client.chat.stop({ messageId: message.id })
  }

  async showBranch(message: Message): Promise<void> {
    const { activeLeafId } = await this.#client.conversations.showBranch({
      id: message.conversationId,
      messageId: message.id,
    })
    this.#putMessages(message.conversationId, [], activeLeafId)
  }

  async configure(conversationId: string, settings: ConversationSettings): Promise<void> {
    await this.#client.conversations.configure({ id: conversationId, settings })
    this.#change(conversationId, (conversation) => ({ ...conversation, settings }))
  }

  #conversation(id: string): Conversation | undefined {
    return this.#cache.getQueryData<Conversation>(conversationKey(id))
  }

  #putTurn({ question, answer }: Turn): void {
    this.#putMessages(question.conversationId, [question, answer], answer.id)
  }

  /** The energy may have been told before the end was. */
  #putEnded(message: Message): void {
    const known = this.#conversation(message.conversationId)?.messages.find(({ id }) => id === message.id)
    this.#putMessages(message.conversationId, [{ ...message, energy: message.energy ?? known?.energy ?? null }], null)
  }

  #putMessages(conversationId: string, messages: Message[], activeLeafId: string | null): void {
    this.#change(conversationId, (conversation) => ({
      ...conversation,
      messages: withMessages(conversation.messages, messages),
      activeLeafId: activeLeafId ?? conversation.activeLeafId,
    }))
  }

  #change(id: string, change: (conversation: Conversation) => Conversation): void {
    this.#cache.setQueryData<Conversation>(conversationKey(id), (conversation) => conversation && change(conversation))
  }
}

/** A conversation as its first turn makes it; its title follows with the next change that the core reports. */
const begun = ({ question, answer }: Turn, settings?: ConversationSettings): Conversation => ({
  id: question.conversationId,
  title: question.text.slice(0, 60),
  createdAtMs: question.createdAtMs,
  updatedAtMs: answer.createdAtMs,
  messageCount: 2,
  energyJ: null,
  energyProvenance: null,
  settings: settings ?? { systemPrompt: null, sampling: {} },
  messages: [question, answer],
  activeLeafId: answer.id,
})

const states = new WeakMap<Client, ChatState>()

/** The chat's state, one for each connection. */
export function useChatState(): ChatState {
  const client = useClient()
  const cache = useQueryClient()
  const known = states.get(client)
  if (known !== undefined) return known
  const made = new ChatState(client, cache)
  states.set(client, made)
  void follow(
    (signal) => client.meter.answers(undefined, { signal }),
    ({ conversationId, messageId, energy }) => made.putEnergy(conversationId, messageId, energy),
  )
  return made
}
