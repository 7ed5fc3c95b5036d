import { expect, test } from 'vitest'
import {
  formatDivergence,
  formatPerplexity,
  formatPlainPercent,
  formatSignedPercent,
  formatTimes,
} from '../../../renderer/i18n/format-lab.ts'

test.each([
  [0, '0'],
  [0.000_001, '< 0.00001'],
  [0.000_591, '0.00059'],
  [0.0014, '0.0014'],
  [0.05, '0.050'],
  [0.371, '0.371'],
  [26.34, '26.3'],
  [null, '–'],
])('a divergence of %s reads %s', (value, text) => {
  expect(formatDivergence(value)).toBe(text)
})

test.each([
  [6.4071, '6.407'],
  [29.82, '29.82'],
  [1204, '1,204'],
  [null, '–'],
])('a perplexity of %s reads %s', (value, text) => {
  expect(formatPerplexity(value)).toBe(text)
})

// The bug: −0.0 %, a minus before nothing.
test('differences have their sign, and nothing has none', () => {
  expect([0.354, -0.0142, -0.0001, 0.0001, 0].map(formatSignedPercent)).toEqual(['+35', '−1.4', '0.0', '0.0', '0.0'])
  expect([0.16, 0.014].map(formatPlainPercent)).toEqual(['16', '1.4'])
})

test('ratios in three figures', () => {
  expect([1.664, 0.0812, 12.41, null].map(formatTimes)).toEqual(['1.66', '0.081', '12.4', '–'])
})
