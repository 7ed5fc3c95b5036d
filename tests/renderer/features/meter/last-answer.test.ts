import { expect, test } from 'vitest'
import type { AnswerFigures, Conversation, Message } from '#contract/conversations.ts'
import { lastAnswer } from '../../../../renderer/features/meter/last-answer.ts'
import { prefillRate } from '../../../../renderer/features/meter/last-answer-table.tsx'

const figures: AnswerFigures = {
  promptTokens: 100,
  reusedTokens: 60,
  prefillTokens: 40,
  prefillMs: 500,
  ttftMs: 520,
  decodeTokens: 12,
  decodeMs: 300,
  tokensPerSecond: 36.7,
  interTokenMs: null,
  rateCurve: [],
  decodeThreads: null,
  draftTokensAccepted: null,
  loadMs: 0,
  droppedMessages: 0,
  contextUsedTokens: 112,
}

const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  conversationId: 'c',
  parentId: null,
  role: 'assistant',
  text: '',
  createdAtMs: 0,
  state: 'complete',
  finishReason: 'end-of-turn',
  problem: null,
  figures: null,
  conditions: null,
  energy: null,
  continuedFromId: null,
  ...change,
})

const conversation = (id: string, messages: Message[]): Conversation => ({
  id,
  title: id,
  createdAtMs: 0,
  updatedAtMs: 0,
  messageCount: messages.length,
  energyJ: null,
  energyProvenance: null,
  settings: { systemPrompt: null, sampling: {} },
  messages,
  activeLeafId: null,
})

const clientOf = (conversations: Conversation[]) => {
  const byId = new Map(conversations.map((one) => [one.id, one]))
  // Two procedures of the eight are all that is called.
  return {
    conversations: { list: async () => conversations, get: async ({ id }: { id: string }) => byId.get(id) },
  } as unknown as Parameters<typeof lastAnswer>[0]
}

test('the newest answer that was measured is found, past those that were not', async () => {
  const measured = { ...figures, decodeTokens: 99 }
  const client = clientOf([
    conversation('new', [message('a')]),
    conversation('old', [
      message('b', { figures }),
      message('c', { figures: measured }),
      message('d', { state: 'failed' }),
    ]),
  ])
  expect((await lastAnswer(client))?.figures.decodeTokens).toBe(99)
})

test('without any answer there is nothing, rather than zeros', async () => {
  expect(await lastAnswer(clientOf([]))).toBeNull()
  expect(await lastAnswer(clientOf([conversation('new', [message('a')])]))).toBeNull()
})

test('the prefill rate counts what was evaluated, and is unknown where all was reused', () => {
  expect(prefillRate(figures)).toBe(80)
  expect(prefillRate({ ...figures, prefillTokens: 0, prefillMs: 0 })).toBeNull()
})
