import { expect, test } from 'vitest'
import { defaultLoadOptions } from '#contract/engine.ts'
import { FitFeed } from '../../../../../renderer/features/library/load/fit-feed.ts'
import { makeEstimate } from '../../../fixtures.ts'

const at = (contextTokens: number) => ({ ...defaultLoadOptions, contextTokens })

/** A feed whose questions wait until the test answers them. */
const openFeed = () => {
  const asked: { modelId: string; tokens: number | null; answer: (isGood?: boolean) => Promise<void> }[] = []
  const feed = new FitFeed((modelId, options) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReturnType<typeof makeEstimate>>()
    const answer = async (isGood = true) => {
      if (isGood) resolve(makeEstimate({ contextTokens: options.contextTokens ?? 1 }))
      else reject(new Error('refused'))
      await new Promise((done) => setTimeout(done, 0))
    }
    asked.push({ modelId, tokens: options.contextTokens, answer })
    return promise
  })
  const names = () => asked.map(({ modelId, tokens }) => `${modelId} ${tokens}`)
  const shown = (id: string) => feed.estimates.getState().get(id)?.contextTokens
  return { feed, asked, names, shown }
}

test('what a slider passed while a question was on its way is never asked', async () => {
  const { feed, asked, names, shown } = openFeed()
  for (const tokens of [1, 2, 3, 4]) feed.want(['a'], at(tokens))
  expect(names()).toEqual(['a 1'])
  await asked[0]?.answer()
  expect(names()).toEqual(['a 1', 'a 4'])
  expect(shown('a')).toBe(1)
  await asked[1]?.answer()
  expect(shown('a')).toBe(4)
  expect(names()).toHaveLength(2)
})

test('the model that is being chosen is answered before its siblings', async () => {
  const { feed, asked, names } = openFeed()
  feed.want(['a', 'b'], at(1))
  await asked[0]?.answer()
  expect(names()).toEqual(['a 1', 'b 1'])
  feed.want(['b', 'a'], at(2))
  await asked[1]?.answer()
  expect(names().at(-1)).toBe('b 2')
})

test('a question that fails is not asked for ever, and what is known stays', async () => {
  const { feed, asked, names, shown } = openFeed()
  feed.want(['a'], at(1))
  await asked[0]?.answer()
  feed.want(['a'], at(2))
  await asked[1]?.answer(false)
  expect(names()).toHaveLength(2)
  expect(shown('a')).toBe(1)
})

// The answer from before a model was freed stayed: it “would not fit” until something was moved.
test('what is on its way when the free memory changes is asked again too', async () => {
  const { feed, asked, names, shown } = openFeed()
  feed.want(['a'], at(1))
  feed.refresh()
  await asked[0]?.answer()
  expect(names()).toEqual(['a 1', 'a 1'])
  await asked[1]?.answer()
  expect(names()).toHaveLength(2)
  expect(shown('a')).toBe(1)
})

test('when the free memory has changed, all is asked again', async () => {
  const { feed, asked, names } = openFeed()
  feed.want(['a'], at(1))
  await asked[0]?.answer()
  feed.refresh()
  expect(names()).toEqual(['a 1', 'a 1'])
})
