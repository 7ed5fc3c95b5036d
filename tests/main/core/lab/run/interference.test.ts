import { describe, expect, it } from 'vitest'
import { interferenceBetween, type MachineMoment } from '../../../../../main/core/lab/run/interference.ts'

const before: MachineMoment = {
  cpu: { busyMs: 50_000, totalMs: 100_000, ownMs: 20_000 },
  throttles: 3,
  atMs: 1_764_000_000_000,
  monotonicMs: 5000,
}

/** Two seconds of two cores later. */
function later(change: Partial<{ busyMs: number; ownMs: number; throttles: number | null; asleepMs: number }> = {}) {
  const { busyMs = 2000, ownMs = 2000, throttles = 3, asleepMs = 0 } = change
  return {
    cpu: { busyMs: 50_000 + busyMs, totalMs: 104_000, ownMs: 20_000 + ownMs },
    throttles,
    atMs: before.atMs + 2000 + asleepMs,
    monotonicMs: 7000,
  }
}

const mains = { powerSource: 'mains' as const }

describe('what else went on', () => {
  it('is the processor’s work that was not ours, as a share of all cores', () => {
    expect(interferenceBetween(before, later(), mains)).toEqual({ otherLoad: 0, flags: [] })
    expect(interferenceBetween(before, later({ busyMs: 2400 }), mains)).toEqual({ otherLoad: 0.1, flags: [] })
    expect(interferenceBetween(before, later({ busyMs: 2420 }), mains)).toEqual({
      otherLoad: 0.105,
      flags: ['other-load'],
    })
    // Our own time is read a moment later than all time: rounding is no load, and none is less than nothing.
    expect(interferenceBetween(before, later({ busyMs: 1990 }), mains).otherLoad).toBe(0)
  })

  it('is unknown where the system does not tell, and in a time that its counters cannot tell', () => {
    expect(interferenceBetween({ ...before, cpu: null }, later(), mains).otherLoad).toBeNull()
    const soon = { ...later({ busyMs: 400, ownMs: 0 }), monotonicMs: 5249, atMs: before.atMs + 249 }
    expect(interferenceBetween(before, soon, mains)).toEqual({ otherLoad: null, flags: [] })
  })

  it('is a battery, a clock that was lowered, a machine that slept', () => {
    const flags = (one: MachineMoment, powerSource: 'mains' | 'battery' | 'unknown' = 'mains') =>
      interferenceBetween(before, one, { powerSource }).flags
    expect(flags(later(), 'battery')).toEqual(['on-battery'])
    expect(flags(later(), 'unknown')).toEqual([])
    expect(flags(later({ throttles: 4 }))).toEqual(['throttled'])
    expect(flags(later({ throttles: null }))).toEqual([])
    expect(flags(later({ asleepMs: 60_000 }))).toEqual(['interrupted'])
    expect(flags(later({ asleepMs: 1500 }))).toEqual([])
  })
})
