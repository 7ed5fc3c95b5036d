import { expect, test } from 'vitest'
import {
  downloadProgress,
  formatTimeLeft,
  hasEnded,
  isUnderWay,
  isWorthAsking,
  receivedOfSize,
  secondsUntil,
} from '../../../../../renderer/features/library/downloads/download-figures.ts'

const words = (part: string, size: string) => `${part} of ${size}`

test('what came is told in the unit of the whole, once, and by itself where the whole is not known', () => {
  expect(receivedOfSize({ receivedBytes: 3.61e9, sizeBytes: 5.85e9 }, words)).toBe('3.61 of 5.85 GB')
  expect(receivedOfSize({ receivedBytes: 361e6, sizeBytes: 5.85e9 }, words)).toBe('361 MB of 5.85 GB')
  expect(receivedOfSize({ receivedBytes: 361e6, sizeBytes: null }, words)).toBe('361 MB')
})

test('more bytes than were promised are not more than all, and a size that nobody told gives no share', () => {
  expect(downloadProgress({ receivedBytes: 12, sizeBytes: 10 })).toBe(1)
  expect(downloadProgress({ receivedBytes: 12, sizeBytes: null })).toBeNull()
  expect(downloadProgress({ receivedBytes: 0, sizeBytes: 0 })).toBeNull()
})

test('a time left is told no finer than it can be known', () => {
  expect([10, 79_000, 3_008_000, 12_000_000].map(formatTimeLeft)).toEqual(['1 s', '79 s', '50 min', '3 h 20 min'])
})

test('a countdown ends at zero', () => {
  expect(secondsUntil(10_000, 8600)).toBe(2)
  expect(secondsUntil(10_000, 20_000)).toBe(0)
})

test('one that failed has ended and stays in the queue until it was seen to', () => {
  expect([hasEnded({ state: 'failed' }), isUnderWay({ state: 'failed' })]).toEqual([true, true])
  expect([hasEnded({ state: 'done' }), isUnderWay({ state: 'done' })]).toEqual([true, false])
  expect([hasEnded({ state: 'waiting' }), isUnderWay({ state: 'waiting' })]).toEqual([false, true])
})

test('only what took long to come is asked about before it is deleted', () => {
  expect(isWorthAsking({ receivedBytes: 1e6 })).toBe(false)
  expect(isWorthAsking({ receivedBytes: 3e9 })).toBe(true)
})
