import { expect, test } from 'vitest'
import { DeviceClock } from '../../../../../main/probes/power/emi/device-clock.ts'

test('keeps the distances of the device, however late a reading arrives', () => {
  const clock = new DeviceClock()
  const times = [3, 1, 40, 7, 1].map((lateMs, index) =>
    clock.toMonotonic(5_000_000 + index * 100, 200 + index * 100 + lateMs),
  )
  // After the quickest one, a hundred milliseconds stay a hundred.
  expect(times.slice(1)).toEqual([301, 401, 501, 601])
})

test('never says that a reading is of the future', () => {
  const clock = new DeviceClock()
  for (const lateMs of [9, 4, 6, 2, 8]) expect(clock.toMonotonic(1000, 500 + lateMs)).toBeLessThanOrEqual(500 + lateMs)
})

// The bug: after a sleep, which one of the clocks does not count, all readings are hours old.
test('begins anew after a jump', () => {
  const clock = new DeviceClock()
  clock.toMonotonic(1000, 5000)
  expect(clock.toMonotonic(1100, 3_605_100)).toBe(3_605_100)
})
