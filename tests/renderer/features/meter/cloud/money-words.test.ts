import { expect, test } from 'vitest'
import { moneyTick } from '../../../../../renderer/features/meter/cloud/money-words.ts'

// The bug: a currency without a sign of its own runs into its amount, as CHF800.
test('the top tick has the currency as it is written everywhere else', () => {
  expect(moneyTick(800, true, 'USD')).toBe('$800')
  expect(moneyTick(800, true, 'CHF')).toBe('CHF 800')
  expect(moneyTick(0.25, false, 'USD')).toBe('0.25')
})
