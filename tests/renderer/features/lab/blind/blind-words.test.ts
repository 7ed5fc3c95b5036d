import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { BlindResult } from '#contract/lab/blind-test.ts'
import { blindResult } from '../../../../../main/core/lab/blind/blind-result.ts'
import { resultWords } from '../../../../../renderer/features/lab/blind/blind-words.ts'
import { modelNames } from '../../../../../renderer/features/lab/blind/model-names.ts'
import { startI18n } from '../../../../../renderer/i18n/i18n.ts'
import { aLabModel } from '../../../../support/lab-runs.ts'

beforeAll(() => void startI18n())

const models = [aLabModel({ quantization: 'Q4_K_M' }), aLabModel({ quantization: 'Q8_0' })]

/** What the core works out of so many choices. */
function resultOf(firstWins: number, secondWins: number): BlindResult {
  const rounds = Array.from({ length: firstWins + secondWins }, (_, place) => ({
    ...{ number: place + 1, prompt: 'Why?', state: 'judged' as const, problem: null },
    ...{ left: { text: '', isDone: true }, right: { text: '', isDone: true } },
    choice: place < firstWins ? ('left' as const) : ('right' as const),
  }))
  const firstOnLeft = rounds.map(() => true)
  return blindResult({ id: 't', state: 'running', startedAtMs: 0, rounds, models, result: null, firstOnLeft })
}

const said = (firstWins: number, secondWins: number) =>
  resultWords(resultOf(firstWins, secondWins), i18next.getFixedT('en', 'blindTest'))

// Catches: odds that are said of too few rounds, "0 times in 100" for something that can happen, and a winner where there is none.
test('the odds are said as they are', () => {
  expect(said(11, 9)).toBe('11 of 20: you could not tell Q4_K_M from Q8_0; a coin does this well 41 times in 100.')
  expect(said(14, 6)).toMatch(/^14 of 20: you could not tell/)
  expect(said(5, 15)).toBe(
    '15 of 20: you could tell Q4_K_M from Q8_0, and chose Q8_0; a coin does this well 2 times in 100.',
  )
  expect(said(20, 0)).toMatch(/less than once in 100 times\.$/)
  expect(said(2, 4)).toMatch(/^4 of 6 for Q8_0: too early/)
  expect(said(0, 0)).toMatch(/nothing can be said/)
})

// Catches: two models that are called the same, so that the result says nothing.
test('two models are called by what tells them apart', () => {
  const one = aLabModel()
  expect(modelNames(one, { ...one, quantization: 'Q8_0' })).toEqual(['Q4_K_M', 'Q8_0'])
  expect(modelNames(one, { ...one, name: 'Other' })).toEqual(['SmolLM2 135M Instruct Q4_K_M', 'Other Q4_K_M'])
  expect(modelNames(one, { ...one, fileName: 'imatrix.gguf' })).toEqual([one.fileName, 'imatrix.gguf'])
})
