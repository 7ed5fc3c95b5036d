import { expect, test } from 'vitest'
import type { AnswerRequest } from '../../../../main/core/chat/answer-source.ts'
import { requestInForce } from '../../../../main/core/profiles/request-in-force.ts'
import { defaultSampling } from '../../../../preload/contract/sampling.ts'

const request: AnswerRequest = {
  messageId: 'm',
  own: { systemPrompt: null, sampling: {} },
  systemPrompt: 'Of the settings.',
  history: [{ role: 'user', text: 'Hello' }],
  sampling: { ...defaultSampling, temperature: 0.8, seed: 7 },
  contextOverflow: 'refuse',
}
const profile = { sampling: { temperature: 0.2, topK: 5 }, systemPrompt: 'Of the profile.' }

test('a profile goes before the settings, and the conversation before the profile', () => {
  expect(requestInForce(request, profile)).toEqual({
    systemPrompt: 'Of the profile.',
    history: request.history,
    sampling: { ...request.sampling, temperature: 0.2, topK: 5 },
    contextOverflow: 'refuse',
  })
  // An empty prompt is a choice too: none at all.
  const own = { systemPrompt: '', sampling: { temperature: 1.5 } }
  expect(requestInForce({ ...request, own }, profile)).toMatchObject({
    systemPrompt: '',
    sampling: { temperature: 1.5, topK: 5, seed: 7 },
  })
})

test('without a profile the request is what the chat asked for, and nothing of the chat’s own', () => {
  const { messageId: _, own: __, ...plain } = request
  expect(requestInForce(request, null)).toEqual(plain)
  expect(requestInForce(request, { sampling: {}, systemPrompt: null })).toEqual(plain)
})

test('a seed of the profile’s is taken, and null draws one in spite of a fixed one in the settings', () => {
  const seedWith = (seed: number | null) =>
    requestInForce(request, { sampling: { seed }, systemPrompt: null }).sampling.seed
  expect(seedWith(11)).toBe(11)
  expect(seedWith(null)).toEqual(expect.any(Number))
  const drawn = new Set(Array.from({ length: 5 }, () => seedWith(null)))
  expect(drawn.size).toBeGreaterThan(1)
})
