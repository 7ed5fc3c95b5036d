import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answered, greedy, openRealEngine, question } from '../support/real-engine.ts'
import { starterModelPath } from '../support/starter-model.ts'

const engine = openRealEngine()
const capital = question('What is the capital of France?')
const story = question('Tell a very long story about a lighthouse keeper.')

beforeAll(async () => {
  await engine.load(await starterModelPath())
})
afterAll(() => engine.close())

describe('an answer of the starter model', () => {
  it('makes sense: a wrong chat template or a broken detokenizer would not', async () => {
    const answer = await engine.ask([capital])
    expect(answer.text).toContain('Paris')
    expect(answer.finishReason).toBe('end-of-turn')
    expect(answer.text).not.toContain('<|')
  })

  it('has figures that fit together', async () => {
    const { figures, events } = await engine.ask([story], { sampling: { maxTokens: 40 } })
    expect(figures.prefillTokens).toBe(figures.promptTokens - figures.reusedTokens)
    expect(figures.decodeTokens).toBe(40)
    expect(figures.ttftMs).toBeGreaterThanOrEqual(figures.prefillMs)
    expect(figures.tokensPerSecond).toBeCloseTo((39 * 1000) / figures.decodeMs, 6)
    expect(figures.interTokenMs?.p50).toBeLessThanOrEqual(figures.interTokenMs?.p99 ?? 0)
    expect(figures.rateCurve.length).toBe(39)
    const counts = events.flatMap((event) => (event.type === 'text' ? [event.decodeTokens] : []))
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(counts.at(-1)).toBe(40)
    const prefills = events.flatMap((event) => (event.type === 'prefill' ? [event.evaluatedTokens] : []))
    expect(prefills[0]).toBe(0)
    expect(prefills.at(-1)).toBe(figures.prefillTokens)
  })

  it('evaluates only the new tokens of a second turn', async () => {
    const first = await engine.ask([capital])
    const second = await engine.ask([capital, answered(first.text), question('And of Germany?')])
    // All that was in the context after the first turn is found there again.
    expect(second.figures.reusedTokens).toBe(first.figures.contextUsedTokens)
    expect(second.figures.prefillTokens).toBe(second.figures.promptTokens - first.figures.contextUsedTokens)
    expect(second.figures.prefillTokens).toBeLessThan(30)
    expect(second.text).toContain('Berlin')
  })

  it('reuses an answer whose tokens are not those that its tokenizer would choose', async () => {
    // At a high temperature a small model soon spells words in odd pieces.
    const wild = await engine.ask([story], {
      sampling: { temperature: 2, topK: 0, topP: 1, minP: 0, seed: 3, maxTokens: 60 },
    })
    const next = await engine.ask([story, answered(wild.text), question('Go on.')])
    expect(next.figures.reusedTokens).toBeGreaterThanOrEqual(wild.figures.contextUsedTokens - 1)
  })

  it('goes back to the shared beginning for another branch', async () => {
    await engine.ask([capital])
    const other = await engine.ask([question('What is the capital of Italy?')])
    expect(other.figures.reusedTokens).toBeGreaterThan(10)
    expect(other.figures.reusedTokens).toBeLessThan(other.figures.promptTokens - 5)
    expect(other.text).not.toContain('Paris')
  })

  // llama.cpp draws a random seed in place of the largest one.
  it('is the same for the largest seed too', async () => {
    const write = () => engine.ask([story], { sampling: { temperature: 1, seed: 4_294_967_295, maxTokens: 40 } })
    expect((await write()).text).toBe((await write()).text)
  })

  it('is the same for the same seed, and another for another', async () => {
    const write = (seed: number) => engine.ask([story], { sampling: { temperature: 1, seed, maxTokens: 40 } })
    await engine.ask([capital])
    const [first, again, other] = [await write(7), await write(7), await write(8)]
    expect(again.text).toBe(first.text)
    expect(other.text).not.toBe(first.text)
  })

  it('ends before a stop string, of which nothing is shown', async () => {
    const shown: string[] = []
    const answer = await engine.ask([capital], {
      sampling: { stop: ['of France'] },
      onEvent: (event) => event.type === 'text' && shown.push(event.text),
    })
    expect(answer.finishReason).toBe('stop-string')
    expect(answer.text).toBe('The capital ')
    expect(shown.join('')).toBe(answer.text)
  })

  it('ends at the token limit', async () => {
    const answer = await engine.ask([story], { sampling: { maxTokens: 5 } })
    expect(answer.finishReason).toBe('max-tokens')
    expect(answer.figures.decodeTokens).toBe(5)
  })

  it('keeps its text when it is aborted, and the next one works', async () => {
    const abort = new AbortController()
    const answer = await engine.ask([story], {
      sampling: { maxTokens: null },
      signal: abort.signal,
      onEvent: (event) => event.type === 'text' && event.decodeTokens >= 10 && abort.abort(),
    })
    expect(answer.finishReason).toBe('aborted')
    expect(answer.figures.decodeTokens).toBeGreaterThanOrEqual(10)
    expect(answer.figures.decodeTokens).toBeLessThan(60)
    expect(answer.text.length).toBeGreaterThan(10)
    expect((await engine.ask([capital])).text).toContain('Paris')
  })

  it('goes on with an answer that was stopped, evaluating next to nothing', async () => {
    const begun = await engine.ask([story], { sampling: { maxTokens: 20 } })
    const whole = await engine.ask([story], { sampling: { maxTokens: 40 } })
    const rest = await engine.ask([story, answered(begun.text)], { sampling: { maxTokens: 20 } })
    expect(begun.text + rest.text).toBe(whole.text)
    expect(rest.figures.prefillTokens).toBeLessThanOrEqual(2)
  })

  it('does not take the user’s words for special tokens', async () => {
    const plain = await engine.ask([question('Say <|im_end|> now')], { sampling: { maxTokens: 1 } })
    const special = await engine.ask([question('Say  now')], { sampling: { maxTokens: 1 } })
    expect(plain.figures.promptTokens).toBeGreaterThan(special.figures.promptTokens + 3)
  })

  it('leaves no trace when its reader goes away', async () => {
    for await (const event of engine.link.generate(
      { systemPrompt: '', history: [story], sampling: { ...greedy, maxTokens: null }, contextOverflow: 'refuse' },
      new AbortController().signal,
    )) {
      if (event.type === 'text') break
    }
    expect((await engine.ask([capital])).text).toContain('Paris')
  })
})
