import { expect, test } from 'vitest'
import { WallClock } from '../../../../main/core/meter/wall-clock.ts'
import { ManualClock } from '../../../support/manual-clock.ts'

function clocks() {
  const manual = new ManualClock()
  return { manual, clock: new WallClock({ now: manual.now, monotonicNow: manual.monotonicNow }) }
}

test('instants of the monotonic clock have a time of day, and time that passes is no jump', () => {
  const { manual, clock } = clocks()
  manual.advance(3_600_000)
  expect(clock.hasJumped(() => expect.unreachable('no jump'))).toBe(false)
  expect(clock.toEpochMs(manual.nowMs)).toBe(manual.now())
})

test.each([3_600_000, -3_600_000, 2500])('a clock that goes on by %i ms alone has jumped, once', (jumpMs) => {
  const { manual, clock } = clocks()
  const before = manual.now()
  manual.epochOffsetMs += jumpMs
  let toldAs = 0
  expect(
    clock.hasJumped(() => {
      toldAs = clock.toEpochMs(manual.nowMs)
    }),
  ).toBe(true)
  expect(toldAs).toBe(before)
  expect(clock.toEpochMs(manual.nowMs)).toBe(manual.now())
  expect(clock.hasJumped(() => expect.unreachable('told twice'))).toBe(false)
})

// The time of day is set right by a second now and then: no reading is lost for that.
test('a small correction is followed and is no jump', () => {
  const { manual, clock } = clocks()
  manual.epochOffsetMs += 900
  expect(clock.hasJumped(() => expect.unreachable('no jump'))).toBe(false)
  expect(clock.toEpochMs(manual.nowMs)).toBe(manual.now())
})
