import { expect, test } from 'vitest'
import { parseNumbers, writeNumber } from '../../../../../renderer/features/lab/setup/parse-numbers.ts'

const threads = { min: 1, max: 512, isNullable: true }

test('numbers are read with commas or spaces between them, each once', () => {
  expect(parseNumbers('1, 2 4;8, 2', threads)).toEqual([1, 2, 4, 8])
  expect(parseNumbers('auto, 4', threads)).toEqual([null, 4])
  expect([null, 4].map(writeNumber).join(', ')).toBe('auto, 4')
})

test.each(['', ' , ', '0', '513', '2.5', '-1', 'two', '1e3'])('“%s” is refused', (text) => {
  expect(parseNumbers(text, threads)).toBeNull()
})

test('auto is refused where a number is needed, and more values than the contract takes', () => {
  expect(parseNumbers('auto', { ...threads, isNullable: false })).toBeNull()
  expect(parseNumbers(Array.from({ length: 17 }, (_, index) => index + 1).join(), threads)).toBeNull()
})
