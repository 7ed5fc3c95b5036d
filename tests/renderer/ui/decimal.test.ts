import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, parseDecimal } from '../../../renderer/ui/decimal.ts'

test.each([
  ['0.30', 0.3],
  ['0,30', 0.3],
  ['0,3', 0.3],
  ['.5', 0.5],
  ['5,', 5],
  [' 12 ', 12],
  ['1.234,56', 1234.56],
  ['1,234.56', 1234.56],
  ['1 234,56', 1234.56],
  ['1’234.56', 1234.56],
  ['1.234.567', 1_234_567],
  ['−2,5', -2.5],
])('%s is %d', (text, number) => {
  expect(parseDecimal(text)).toBe(number)
})

test('an empty text is no number, and neither are words, signs alone and infinities', () => {
  expect(parseDecimal('')).toBeNull()
  expect(parseDecimal('  ')).toBeNull()
  for (const text of ['x', ',', '.', '-', '1e5', '0x10', '3 €', '1-2', 'Infinity', 'NaN', '9'.repeat(400)]) {
    expect(parseDecimal(text), text).toBeUndefined()
  }
})

test('a number that is written down and read again is the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (millionths) => {
      const number = millionths / 1e6
      expect(parseDecimal(decimalText(number))).toBeCloseTo(number, 9)
      expect(parseDecimal(decimalText(number).replace('.', ','))).toBeCloseTo(number, 9)
    }),
  )
  expect(decimalText(1600)).toBe('1600')
  expect(decimalText(null)).toBe('')
})
