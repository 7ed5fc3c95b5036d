import { describe, expect, it } from 'vitest'
import { amount, numberList, wholeNumber } from '../../../../main/cli/parse/number-list.ts'

const list = numberList({ least: 0, most: 4096 })

describe('a list of numbers', () => {
  it.each([
    ['512', [512]],
    ['512,1024', [512, 1024]],
    ['1-4', [1, 2, 3, 4]],
    ['8-32+8', [8, 16, 24, 32]],
    ['1-8*2', [1, 2, 4, 8]],
    ['0, 7', [0, 7]],
    ['4-9*2,3', [4, 8, 3]],
  ])('reads %s as llama-bench does', (text, numbers) => {
    expect(list(text, undefined)).toEqual(numbers)
  })

  it('is added to what the option was given before', () => {
    expect(list('2', [1])).toEqual([1, 2])
  })

  // The bug: `0-8*2` runs for ever.
  it.each(['', 'x', '1,', '5000', '-1', '8-4', '0-8*2', '1-8*1', '4-8+0', '1-100', '1e3', '0x10', '1.5'])(
    'refuses “%s”',
    (text) => {
      expect(() => list(text, undefined)).toThrow()
    },
  )
})

it('reads a whole number within its bounds alone', () => {
  const number = wholeNumber({ least: 1, most: 100 })
  expect(number('100')).toBe(100)
  for (const text of ['0', '101', '1.5', '', 'many']) expect(() => number(text)).toThrow('A whole number from 1 to 100')
})

it('reads an amount that is not negative', () => {
  expect(amount('0.25')).toBe(0.25)
  for (const text of ['-1', 'NaN', 'Infinity', '', '1,5']) expect(() => amount(text)).toThrow()
})
