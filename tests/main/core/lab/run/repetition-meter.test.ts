import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { Pricing } from '../../../../../main/core/cost/pricing.ts'
import { RepetitionMeter } from '../../../../../main/core/lab/run/repetition-meter.ts'
import { LiveValue } from '../../../../../main/core/live-value.ts'
import { FakeFeed } from '../../../../support/fake-feed.ts'
import { ManualClock, settle } from '../../../../support/manual-clock.ts'
import { aTariff } from '../../../../support/tariffs.ts'

const never = new AbortController().signal

function meterBench(settings: Settings = defaultSettings) {
  const clock = new ManualClock()
  const feed = new FakeFeed(clock.monotonicNow)
  const value = new LiveValue(settings)
  const meter = new RepetitionMeter({
    feed,
    pricing: new Pricing({ settings: value, now: clock.now }),
    settings: value,
    clock,
  })
  return { clock, feed, meter }
}

describe('the energy of a repetition', () => {
  it('is that of exactly its window, with its edges, and net of the idle power', () => {
    const { clock, feed, meter } = meterBench()
    feed.edgeJ = 2
    feed.setPower(10)
    clock.advance(5000)
    feed.setPower(50)
    clock.advance(4000)
    const fromMs = clock.nowMs - 5000
    const energy = meter.energy({ fromMs, toMs: clock.nowMs }, { low: 8, central: 10, high: 11 })
    expect(energy).toEqual({
      energyJ: { low: 210 * 0.95 - 2, central: 210, high: 210 * 1.05 + 2 },
      netEnergyJ: { low: expect.closeTo(157.5, 6), central: 160, high: expect.closeTo(167.5, 6) },
      provenance: 'device-counter',
      scopes: ['cpu-package'],
      leavesOut: ['memory'],
      isTooShort: false,
      gapMs: 0,
      money: null,
    })
  })

  it('is null where nothing was measured, and says where a part was not', () => {
    const { clock, feed, meter } = meterBench()
    clock.advance(1000)
    expect(meter.energy({ fromMs: clock.nowMs - 500, toMs: clock.nowMs }, null)).toBeNull()
    expect(meter.isMeasuring).toBe(false)
    feed.setPower(20)
    clock.advance(1000)
    expect(meter.isMeasuring).toBe(true)
    const energy = meter.energy({ fromMs: clock.nowMs - 1500, toMs: clock.nowMs }, null)
    expect(energy).toMatchObject({ energyJ: { central: 20 }, netEnergyJ: null, gapMs: 500, isTooShort: true })
  })

  it('is too short below two periods of its source, or where the edges are half of it', () => {
    const { clock, feed, meter } = meterBench()
    feed.setPower(20)
    clock.advance(1000)
    const of = (ms: number) => meter.energy({ fromMs: clock.nowMs - ms, toMs: clock.nowMs }, null)?.isTooShort
    expect([of(199), of(200)]).toEqual([true, false])
    feed.edgeJ = 11
    expect(of(1000)).toBe(true)
  })

  it('costs what the tariff says', () => {
    const { clock, feed, meter } = meterBench({ ...defaultSettings, tariff: aTariff({ pricePerKwh: 0.36 }) })
    feed.setPower(100)
    clock.advance(10_000)
    const money = meter.energy({ fromMs: clock.nowMs - 10_000, toMs: clock.nowMs }, null)?.money
    // A thousand joules at 0.36 a kilowatt-hour.
    expect(money?.amount.central).toBeCloseTo(0.0001, 9)
  })

  it('is waited for until what comes after its end is known, and not for ever', async () => {
    const { clock, feed, meter } = meterBench()
    feed.setPower(20)
    clock.advance(1000)
    const span = { fromMs: clock.nowMs - 1000, toMs: clock.nowMs }
    let isSettled = false
    void meter.settled(span, never).then(() => {
      isSettled = true
    })
    const pass = async (ms: number) => {
      clock.advance(ms)
      feed.notify()
      await settle()
      return isSettled
    }
    // Three periods of 100 ms after the end, and the feed is 100 ms behind.
    expect([await pass(390), await pass(10)]).toEqual([false, true])

    isSettled = false
    feed.endsAtMs = span.toMs
    void meter.settled({ ...span, toMs: clock.nowMs }, never).then(() => {
      isSettled = true
    })
    expect([await pass(4990), await pass(20)]).toEqual([false, true])
  })

  it('is not waited for where the run is stopped', async () => {
    const { clock, feed, meter } = meterBench()
    feed.setPower(20)
    clock.advance(1000)
    const stop = new AbortController()
    const settled = meter.settled({ fromMs: clock.nowMs - 1000, toMs: clock.nowMs }, stop.signal)
    stop.abort()
    await settled
    expect(clock.pendingCount).toBe(0)
  })
})

describe('the idle power', () => {
  it('is the median of half a minute, so that another program’s second does not count', async () => {
    const { clock, feed, meter } = meterBench()
    feed.lagMs = 0
    feed.setPower(12)
    const idle = meter.idle(never)
    for (let second = 0; second < 40; second += 1) {
      feed.setPower(second % 10 === 5 ? 90 : 12)
      clock.advance(1000)
      feed.notify()
      await settle()
    }
    expect((await idle)?.central).toBeCloseTo(12, 6)
  })

  it('is not told where the rest was broken off, or little of it was read', async () => {
    const { clock, feed, meter } = meterBench()
    feed.setPower(12)
    const stop = new AbortController()
    const broken = meter.idle(stop.signal)
    clock.advance(5000)
    stop.abort()
    expect(await broken).toBeNull()
    const idle = meter.idle(never)
    feed.endsAtMs = clock.nowMs + 10_000
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1000)
      await settle()
    }
    expect(await idle).toBeNull()
  })
})
