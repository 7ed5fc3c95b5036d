import fc from 'fast-check'
import { expect, test } from 'vitest'
import { titleSchema } from '#contract/conversations.ts'
import { titleFromQuestion } from '../../../../main/core/chat/title.ts'

test.each([
  ['What is the capital of France?', 'What is the capital of France?'],
  ['\n\n  ## A **bold** plan\nwith more', 'A bold plan'],
  ['```\nconst a = 1\n```', 'const a = 1'],
  ['tabs\tand   spaces', 'tabs and spaces'],
  ['###', '###'],
  ['5 * 3 - 2', '5 * 3 - 2'],
  [`${'word '.repeat(30)}`, `${'word '.repeat(12).trim()}…`],
  ['x'.repeat(100), `${'x'.repeat(60)}…`],
  ['👩‍👩‍👧‍👦'.repeat(100), `${'👩‍👩‍👧‍👦'.repeat(18)}…`],
])('%j is titled %j', (question, title) => {
  expect(titleFromQuestion(question)).toBe(title)
})

test('every question that the contract lets through has a title that it lets through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(text.trim() !== '')
      expect(titleSchema.safeParse(titleFromQuestion(text.trim())).success).toBe(true)
    }),
  )
  for (const text of ['y'.repeat(1_000_000), `a${'\u0301'.repeat(5000)}`]) {
    expect(titleSchema.safeParse(titleFromQuestion(text)).success).toBe(true)
  }
})
