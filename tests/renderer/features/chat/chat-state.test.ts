// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { AnswerEvent } from '#contract/chat.ts'
import type { Conversation, Message } from '#contract/conversations.ts'
import type { WattleConnection } from '../../../../renderer/data/client.ts'
import { ChatState, conversationKey } from '../../../../renderer/features/chat/chat-state.ts'
import { someEnergy } from '../../../support/energies.ts'
import { aMessage } from '../../../support/messages.ts'

const streaming = aMessage({ id: 'a', conversationId: 'c', role: 'assistant', text: '', state: 'streaming' })
const ended: Message = { ...streaming, text: 'Yes.', state: 'complete' }

/** A conversation with one answer in the cache, whose stream the test feeds. */
function begin(answer: Message) {
  let end: () => void = () => undefined
  const events = new ReadableStream<AnswerEvent>({
    start(controller) {
      end = () => {
        controller.enqueue({ type: 'end', message: ended })
        controller.close()
      }
    },
  })
  const cache = new QueryClient()
  // Of the client only the answer's stream is asked.
  const client = { chat: { follow: async () => events } } as unknown as WattleConnection['client']
  const conversation: Conversation = {
    id: 'c',
    title: 'Question',
    createdAtMs: 0,
    updatedAtMs: 0,
    messageCount: 1,
    energyJ: null,
    energyProvenance: null,
    settings: { systemPrompt: null, sampling: {} },
    messages: [answer],
    activeLeafId: answer.id,
  }
  cache.setQueryData(conversationKey('c'), conversation)
  const known = () => cache.getQueryData<Conversation>(conversationKey('c'))?.messages[0]
  return { chat: new ChatState(client, cache), end, known }
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve))

test('energy that comes after the end stands beside its answer without a fetch', () => {
  const { chat, known } = begin(ended)
  chat.putEnergy('c', 'a', someEnergy)
  expect(known()).toEqual({ ...ended, energy: someEnergy })
})

// The bug: the end of the answer, told a moment later, takes the energy away again.
test('energy that comes before the end is told is kept', async () => {
  const { chat, end, known } = begin(streaming)
  chat.answers.of(streaming)
  chat.putEnergy('c', 'a', someEnergy)
  end()
  await nextTurn()
  expect(known()).toEqual({ ...ended, energy: someEnergy })
})

test('energy of a conversation that is not in sight changes nothing', () => {
  const { chat, known } = begin(ended)
  chat.putEnergy('other', 'a', someEnergy)
  expect(known()).toEqual(ended)
})
