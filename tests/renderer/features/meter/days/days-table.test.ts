import { expect, test } from 'vitest'
import { barsOf } from '../../../../../renderer/features/meter/days/day-bars.ts'
import { daysTable } from '../../../../../renderer/features/meter/days/days-table.ts'
import { aSum } from '../fixtures.ts'

const words = {
  day: 'Day',
  low: 'low',
  central: 'central',
  high: 'high',
  part: (name: string) => name,
  money: (currency: string, end: string) => `${currency} ${end}`,
  parts: { models: ['Model'], others: 'Others', loading: 'Loading', idle: 'Idle' },
}

// The bug: 0 Wh for days on which nobody measured.
test('a day without metering has no figures, and one with has all of them', () => {
  const day = { day: '2026-11-25', sum: aSum(3600), idleJ: 1800, models: [{ id: 'm', energyJ: 1800 }] }
  const bars = barsOf([day], { keys: ['2026-11-24', '2026-11-25'], unit: 'day', modelIds: ['m'] })
  expect(daysTable(bars, words).rows).toEqual([
    ['2026-11-24', null, null, null, null, null, null, null, null, null, null],
    [
      '2026-11-25',
      0.98,
      1,
      1.02,
      0.5,
      0,
      0,
      0.5,
      ...[0.98, 1, 1.02].map((wh) => expect.closeTo((wh * 0.3) / 1000, 12)),
    ],
  ])
})
