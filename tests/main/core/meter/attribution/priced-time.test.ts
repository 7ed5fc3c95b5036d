import { expect, test, vi } from 'vitest'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { Pricing } from '../../../../../main/core/cost/pricing.ts'
import { LiveValue } from '../../../../../main/core/live-value.ts'
import { PricedTime } from '../../../../../main/core/meter/attribution/priced-time.ts'
import { WallClock } from '../../../../../main/core/meter/wall-clock.ts'
import { ManualClock } from '../../../../support/manual-clock.ts'
import { aTariff, nightOf } from '../../../../support/tariffs.ts'

/** The manual clock stands at 17:16:40 in Berlin. */
function timeBench(parts: Partial<Settings>) {
  const clock = new ManualClock()
  const settings = new LiveValue<Settings>({ ...defaultSettings, ...parts })
  const pricing = new Pricing({ settings, now: clock.now })
  const time = new PricedTime({ pricing, settings, clock: new WallClock(clock) })
  const pass = (ms: number) => {
    const fromMs = clock.nowMs
    clock.advance(ms)
    return time
      .parts(fromMs, clock.nowMs)
      .map((part) => ({ ms: part.toMs - part.fromMs, price: part.price.price?.pricePerKwh ?? null }))
  }
  return { clock, settings, pricing, time, pass }
}

test('time is cut at each change of the price and at each full hour, and its parts are as long as the whole', () => {
  const { pass } = timeBench({ tariff: aTariff({ periods: [nightOf('17:20', '17:30')] }) })
  expect(pass(100_000)).toEqual([{ ms: 100_000, price: 0.3 }])
  // To 18:03:20.
  expect(pass(2_700_000)).toEqual([
    { ms: 100_000, price: 0.3 },
    { ms: 600_000, price: 0.1 },
    { ms: 1_800_000, price: 0.3 },
    { ms: 200_000, price: 0.3 },
  ])
})

test('what the user changes cuts the time at once, also where it was looked ahead before', () => {
  const { pass, settings, clock } = timeBench({ tariff: aTariff() })
  pass(1000)
  const fromMs = clock.nowMs
  clock.advance(400)
  settings.set({ ...settings.value, tariff: aTariff({ pricePerKwh: 0.5 }) })
  clock.nowMs = fromMs
  expect(pass(1000)).toEqual([
    { ms: 400, price: 0.3 },
    { ms: 600, price: 0.5 },
  ])
})

test('time zones are asked for an hour at once, not for each piece', () => {
  const { pass, pricing } = timeBench({ tariff: aTariff({ periods: [nightOf('22:00', '06:00')] }) })
  const asked = vi.spyOn(pricing, 'changesBetween')
  for (let count = 0; count < 100; count += 1) pass(100)
  expect(asked).toHaveBeenCalledTimes(1)
})
