import { describe, expect, it } from 'vitest'
import type { HistoryTurn } from '../../../../main/core/ports/engine-link.ts'
import { fitPrompt } from '../../../../main/engine/child/prompt.ts'
import { requestOf } from '../../../support/real-engine.ts'

/** Ten tokens a turn, and ten for the system prompt. */
const render = (history: readonly HistoryTurn[]) => ({ tokens: new Array<number>(10 + history.length * 10), history })
const conversation = (turns: number): HistoryTurn[] =>
  Array.from({ length: turns }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text: `turn ${index}` }))

const fitted = (
  turns: number,
  contextTokens: number,
  {
    policy = 'drop-oldest',
    droppedBefore = 0,
    maxTokens = null,
  }: { policy?: 'drop-oldest' | 'refuse'; droppedBefore?: number; maxTokens?: number | null } = {},
) =>
  fitPrompt(
    requestOf(conversation(turns), { contextOverflow: policy, sampling: { maxTokens } }),
    { contextTokens, droppedBefore },
    render,
  )

describe('a conversation that fits', () => {
  it('is left as it is', () => {
    expect(fitted(5, 100)).toMatchObject({ droppedMessages: 0 })
    expect(fitted(5, 100).prompt.tokens).toHaveLength(60)
  })
})

describe('drop-oldest', () => {
  it('drops questions with their answers, keeps a quarter of the context free, and begins with a question', () => {
    const { prompt, droppedMessages } = fitted(21, 200)
    expect(droppedMessages % 2).toBe(0)
    expect(prompt.history[0]?.role).toBe('user')
    expect(prompt.tokens.length).toBeLessThanOrEqual(200 - 1 - 50)
    // And no more than it must.
    expect(prompt.tokens.length).toBeGreaterThan(200 - 1 - 50 - 20)
  })

  it('drops when less than an eighth is free, though the prompt alone would fit', () => {
    expect(fitted(17, 200).droppedMessages).toBeGreaterThan(0)
    expect(fitted(15, 200).droppedMessages).toBe(0)
  })

  it('needs less room for an answer that is meant to be short', () => {
    expect(fitted(17, 200, { maxTokens: 5 }).droppedMessages).toBe(0)
  })

  it('keeps dropping what it dropped before while that fits, so that the beginning stays the same', () => {
    const { droppedMessages } = fitted(21, 200)
    expect(fitted(23, 200, { droppedBefore: droppedMessages }).droppedMessages).toBe(droppedMessages)
  })

  // A question too long by far was tokenized three times before it was refused.
  it('renders nothing twice', () => {
    const lengths: number[] = []
    const counted = (history: readonly HistoryTurn[]) => {
      lengths.push(history.length)
      return render(history)
    }
    const fit = () => fitPrompt(requestOf(conversation(1)), { contextTokens: 15, droppedBefore: 0 }, counted)
    expect(fit).toThrowError(expect.objectContaining({ code: 'PROMPT_LONGER_THAN_CONTEXT' }))
    expect(lengths).toEqual([1])
  })

  it('forgets what it dropped in another conversation, where that is no question', () => {
    expect(fitted(5, 100, { droppedBefore: 7 }).droppedMessages).toBe(0)
  })

  it('keeps the last question, however little room it leaves', () => {
    expect(fitted(21, 22)).toMatchObject({ droppedMessages: 20 })
    expect(() => fitted(21, 21)).toThrowError(expect.objectContaining({ code: 'PROMPT_LONGER_THAN_CONTEXT' }))
  })
})

describe('refuse', () => {
  it('takes what fits with one token to spare, and refuses the rest with its length', () => {
    expect(fitted(5, 62, { policy: 'refuse' }).droppedMessages).toBe(0)
    expect(() => fitted(5, 61, { policy: 'refuse' })).toThrowError(
      expect.objectContaining({ code: 'PROMPT_LONGER_THAN_CONTEXT', params: { promptTokens: 60, contextTokens: 61 } }),
    )
  })
})
