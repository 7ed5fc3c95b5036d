import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecastFrom } from '../../../../main/core/meter/forecast.ts'
import type { RecentAnswer } from '../../../../main/core/ports/energy-ledger-repository.ts'
import { aRange } from '../../../support/energies.ts'

const anAnswer = (parts: Partial<RecentAnswer> = {}): RecentAnswer => ({
  prefillTokens: 100,
  prefillMs: 500,
  prefillJ: aRange(20),
  energyJ: aRange(220),
  ...parts,
})

test('a prompt takes what its tokens took before, and an answer such as the last ones', () => {
  const forecast = forecastFrom([anAnswer(), anAnswer(), anAnswer()], 800)
  expect(forecast).toEqual({ promptTokens: 200, prefillMs: aRange(1000), energyJ: aRange(240) })
})

test('two answers say nothing of the next', () => {
  expect(forecastFrom([anAnswer(), anAnswer()], 800)).toBeNull()
})

// The bug: one answer of a whole page makes each forecast “0.1–9 kJ”.
test('one long answer among many does not widen the forecast', () => {
  const answers = [...Array.from({ length: 9 }, () => anAnswer()), anAnswer({ energyJ: aRange(9000) })]
  expect(forecastFrom(answers, 0)?.energyJ).toEqual(aRange(200))
})

test('where reading the prompts was too short to tell, their energy is part of the answers', () => {
  const answers = Array.from({ length: 3 }, () => anAnswer({ prefillJ: null }))
  expect(forecastFrom(answers, 800)?.energyJ).toEqual(aRange(220))
})

test('where every prompt was in the cache already, there is no time to go by', () => {
  const answers = Array.from({ length: 3 }, () => anAnswer({ prefillTokens: 0, prefillMs: 0 }))
  expect(forecastFrom(answers, 800)).toBeNull()
})

const anyAnswer = fc
  .record({
    prefillTokens: fc.integer({ min: 0, max: 10_000 }),
    prefillMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
    prefill: fc.double({ min: 0, max: 1e6, noNaN: true }),
    decode: fc.double({ min: 0, max: 1e6, noNaN: true }),
    percent: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  .map(({ prefill, decode, percent, ...parts }) => ({
    ...parts,
    prefillJ: aRange(prefill, percent),
    energyJ: aRange(prefill + decode, percent),
  }))

test('a forecast is in order and never negative, and a longer prompt never takes less', () => {
  const answers = fc.array(anyAnswer, { minLength: 3, maxLength: 20 })
  fc.assert(
    fc.property(answers, fc.nat(100_000), fc.nat(100_000), (recent, characters, more) => {
      const forecast = forecastFrom(recent, characters)
      const longer = forecastFrom(recent, characters + more)
      if (forecast === null || longer === null) return
      for (const { low, central, high } of [forecast.energyJ, forecast.prefillMs]) {
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(central)
        expect(central).toBeLessThanOrEqual(high)
      }
      expect(longer.energyJ.high).toBeGreaterThanOrEqual(forecast.energyJ.high)
    }),
  )
})
