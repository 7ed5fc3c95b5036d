import { expect, test } from 'vitest'
import type { EnergyTotals } from '#contract/meter.ts'
import { barKeys, barsOf, dayOf, unitFor } from '../../../../../renderer/features/meter/days/day-bars.ts'
import { aRange } from '../../../../support/energies.ts'

const day = (date: string, energyJ: number, change: Partial<EnergyTotals['days'][number]> = {}) => ({
  day: date,
  sum: {
    energyJ: aRange(energyJ, 2),
    money: [{ currency: 'EUR', amount: aRange(energyJ / 1000) }],
    unpricedJ: 0,
    carbonG: null,
    provenance: 'device-counter' as const,
  },
  idleJ: 0,
  models: [],
  ...change,
})

test('a bar has the models, the others, the loads and the idling, and together they are the day', () => {
  const days = [
    day('2026-11-25', 100, {
      idleJ: 30,
      models: [
        { id: 'a', energyJ: 40 },
        { id: 'b', energyJ: 10 },
        { id: null, energyJ: 5 },
      ],
    }),
  ]
  const [bar] = barsOf(days, { keys: ['2026-11-25'], unit: 'day', modelIds: ['a', 'b'] })
  expect(bar).toMatchObject({ modelsJ: [40, 10], othersJ: 5, idleJ: 30, loadingJ: 15 })
})

test('days without energy have a bar of nothing, and keep their place', () => {
  const bars = barsOf([day('2026-11-23', 5)], {
    keys: barKeys('2026-11-22', '2026-11-24', 'day'),
    unit: 'day',
    modelIds: [],
  })
  expect(bars.map(({ key, energyJ }) => [key, energyJ.central])).toEqual([
    ['2026-11-22', 0],
    ['2026-11-23', 5],
    ['2026-11-24', 0],
  ])
})

test('long times are told in weeks from Monday on, then in months', () => {
  expect(unitFor('2026-11-12', '2026-11-25')).toBe('day')
  expect(unitFor('2026-01-01', '2026-11-25')).toBe('week')
  expect(unitFor('2024-01-01', '2026-11-25')).toBe('month')
  expect(barKeys('2026-11-20', '2026-11-30', 'week')).toEqual(['2026-11-16', '2026-11-23', '2026-11-30'])
  expect(barKeys('2026-11-20', '2027-01-02', 'month')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
})

// The bug: euros and dollars in one figure after the user moved.
test('money of one currency is added, money of two is kept apart; a sum is as direct as its least direct part', () => {
  const dollars = day('2026-11-24', 50)
  dollars.sum.money = [{ currency: 'USD', amount: aRange(1) }]
  const estimated = { ...day('2026-11-25', 50), sum: { ...day('', 50).sum, provenance: 'estimated' as const } }
  const [bar] = barsOf([day('2026-11-23', 100), dollars, estimated], {
    keys: ['2026-11-23'],
    unit: 'week',
    modelIds: [],
  })
  expect(bar?.money.map(({ currency, amount }) => [currency, amount.central])).toEqual([
    ['EUR', 0.15000000000000002],
    ['USD', 1],
  ])
  expect(bar?.provenance).toBe('estimated')
})

test("a time belongs to the system's own day", () => {
  expect(dayOf(new Date(2026, 10, 5, 0, 0, 1).getTime())).toBe('2026-11-05')
})
