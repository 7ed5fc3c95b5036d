import { expect, test } from 'vitest'
import { sparklinePath } from '../../../renderer/ui/sparkline.tsx'

test('it steps from value to value and never slopes', () => {
  expect(sparklinePath([0, 10, 5], 72, 24)).toBe('M1.0 20.0H34.0V4.0H67.0V12.0')
})

test('one value or none is no course', () => {
  expect(sparklinePath([], 72, 24)).toBe('')
  expect(sparklinePath([5], 72, 24)).toBe('')
})

test('values that do not change make a line and no NaN', () => {
  expect(sparklinePath([5, 5], 72, 24)).not.toContain('NaN')
})
