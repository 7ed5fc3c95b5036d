import { expect, test } from 'vitest'
import { ladderAfterKey } from '../../../../../renderer/features/library/installed/ladder-after-key.ts'

test('in a list Up and Down lead to the neighbours, and no further than the ends', () => {
  expect(ladderAfterKey('ArrowDown', 0, 3)).toBe(1)
  expect(ladderAfterKey('ArrowUp', 0, 3)).toBeNull()
  expect(ladderAfterKey('ArrowDown', 2, 3)).toBeNull()
  expect(ladderAfterKey('ArrowRight', 0, 3)).toBeNull()
  expect(ladderAfterKey('End', 0, 3)).toBe(2)
  expect(ladderAfterKey('Home', 2, 3)).toBe(0)
  expect(ladderAfterKey('End', 0, 0)).toBeNull()
  expect(ladderAfterKey('x', 0, 3)).toBeNull()
})

test('in a grid Down leads to the row below, and to its end where it is shorter', () => {
  expect(ladderAfterKey('ArrowDown', 0, 5, 3)).toBe(3)
  expect(ladderAfterKey('ArrowDown', 2, 5, 3)).toBe(4)
  expect(ladderAfterKey('ArrowDown', 3, 5, 3)).toBeNull()
  expect(ladderAfterKey('ArrowUp', 4, 5, 3)).toBe(1)
  expect(ladderAfterKey('ArrowRight', 2, 5, 3)).toBe(3)
  expect(ladderAfterKey('ArrowLeft', 0, 5, 3)).toBeNull()
})
