import { expect, test } from 'vitest'
import { nextCommonTimeMs } from '../../../../main/core/meter/common-times.ts'

// Loops that began at times of their own would each wake the process ten times a second.
test('loops that began at different times meet', () => {
  expect([1003, 1037, 1049].map((beganMs) => nextCommonTimeMs(beganMs, beganMs, 100))).toEqual([1100, 1100, 1100])
  expect(nextCommonTimeMs(1061, 1061, 100)).toBe(1200)
})

// A timer that comes 0.4 ms early must not be set again for the time that it was set for.
test('a turn that began a little early or late is followed by the next one', () => {
  expect(nextCommonTimeMs(1199.6, 1199.7, 100)).toBe(1300)
  expect(nextCommonTimeMs(1200.4, 1201, 100)).toBe(1300)
  expect(nextCommonTimeMs(1200, 1290, 100)).toBe(1300)
})

test('a turn that took longer than a period leaves out the times that it missed', () => {
  expect(nextCommonTimeMs(1200, 1300, 100)).toBe(1400)
  expect(nextCommonTimeMs(1200, 1555, 100)).toBe(1600)
})
