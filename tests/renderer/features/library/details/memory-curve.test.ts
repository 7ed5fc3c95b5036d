import { expect, test } from 'vitest'
import {
  crossingTokens,
  curveContexts,
  curvePoints,
  memoryTicks,
} from '../../../../../renderer/features/library/details/memory-curve.ts'

const gib = 1024 ** 3

test('contexts are powers of two that end with the trained length, at most seven', () => {
  expect(curveContexts(8192)).toEqual([2048, 4096, 8192])
  expect(curveContexts(131_072)).toEqual([2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072])
  expect(curveContexts(1_048_576)).toHaveLength(7)
  expect(curveContexts(1_048_576).at(-1)).toBe(1_048_576)
  expect(curveContexts(40_000).at(-1)).toBe(40_000)
  expect(curveContexts(2048)).toEqual([512, 1024, 2048])
  expect(curveContexts(512)).toEqual([256, 512])
})

test('the curve reaches a limit between two points, and not where it stays on one side', () => {
  const points = [
    { contextTokens: 1000, requiredBytes: 4 },
    { contextTokens: 2000, requiredBytes: 6 },
    { contextTokens: 4000, requiredBytes: 10 },
  ]
  expect(crossingTokens(points, 8)).toBe(3000)
  expect(crossingTokens(points, 3)).toBeNull()
  expect(crossingTokens(points, 10)).toBeNull()
})

test('ticks are round, enclose the range, and are few', () => {
  expect(memoryTicks(5.5 * gib, 12.5 * gib)).toEqual([4, 6, 8, 10, 12, 14])
  const flat = memoryTicks(0.3 * gib, 0.3 * gib)
  expect(flat[0]).toBeLessThanOrEqual(0.3)
  expect(flat.at(-1)).toBeGreaterThanOrEqual(0.3)
  expect(flat.length).toBeLessThan(8)
})

test('a length that was cut to another, and one that nobody could tell, make no point of their own', () => {
  const estimates = [
    { contextTokens: 8192, requiredBytes: 2 },
    { contextTokens: 2048, requiredBytes: 1 },
    { contextTokens: 8192, requiredBytes: 2 },
    { contextTokens: 4096, requiredBytes: null },
  ]
  expect(curvePoints(estimates).map((point) => point.contextTokens)).toEqual([2048, 8192])
})
