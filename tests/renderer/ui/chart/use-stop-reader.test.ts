import { expect, test } from 'vitest'
import { announcementOf, nearestIndex, stopAfterKey } from '../../../../renderer/ui/chart/use-stop-reader.ts'

test('the nearest stop is found between two, before the first and after the last', () => {
  const places = [10, 20, 40]
  expect([0, 14, 16, 29, 31, 99].map((at) => nearestIndex(places, at))).toEqual([0, 0, 1, 1, 2, 2])
  expect(nearestIndex([], 5)).toBe(-1)
  expect(nearestIndex([7], 5)).toBe(0)
})

test('keys walk the stops and never leave them', () => {
  expect(stopAfterKey('ArrowRight', 4, 5)).toBe(4)
  expect(stopAfterKey('ArrowLeft', 0, 5)).toBe(0)
  expect(stopAfterKey('PageDown', 0, 5)).toBe(4)
  expect(stopAfterKey('End', 0, 5)).toBe(4)
  expect(stopAfterKey('Tab', 2, 5)).toBeNull()
})

test('a stop is told with its values, intervals and provenance; one row by itself', () => {
  const readout = {
    title: '14:05',
    rows: [
      { name: 'GPU', value: '88 W', interval: '86–90 W', provenance: 'Device counter', colour: null, y: null },
      { name: 'Memory', value: '3 W', interval: '', provenance: '', colour: null, y: null },
    ],
  }
  expect(announcementOf(readout, null)).toBe('14:05. GPU: 88 W, 86–90 W, Device counter. Memory: 3 W')
  expect(announcementOf(readout, 1)).toBe('Memory: 3 W')
})
