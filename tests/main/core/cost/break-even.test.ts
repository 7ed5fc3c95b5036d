import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakEven } from '../../../../main/core/cost/break-even.ts'

const question = {
  currency: 'USD',
  hardware: 2000,
  cloudPerMillion: { low: 4, high: 6 },
  localPerMillion: { low: 0.5, central: 1, high: 2 },
  tokensPerSecond: 50,
  utilisation: 0.5,
  months: 24,
}

test('the months until hardware is paid for are its price over what a month saves', () => {
  // 50 × 0.5 × 2,629,800 s = 65.745 million tokens a month. At 6 − 1 each saves 328.725 a month: 2000 / 328.725 = 6.0841 months.
  // At 4 − 1: 197.235 a month, 10.1402 months.
  const result = breakEven(question)
  expect(result.tokensPerMonth).toBe(65_745_000)
  expect(result.monthsAtHighPrice).toBeCloseTo(6.0841, 4)
  expect(result.monthsAtLowPrice).toBeCloseTo(10.1402, 4)
})

test('the lines begin at the hardware’s price and at nothing, and meet where it says', () => {
  const { points, monthsAtHighPrice } = breakEven({ ...question, months: 12 })
  expect(points).toHaveLength(13)
  expect(points[0]).toEqual({
    month: 0,
    local: { low: 2000, central: 2000, high: 2000 },
    cloud: { low: 0, high: 0 },
  })
  // 2000 + 65.745 = 2065.745 here, and 4 × 65.745 = 262.98 to 394.47 there.
  expect(points[1]?.local.central).toBeCloseTo(2065.745, 9)
  expect(points[1]?.cloud.low).toBeCloseTo(262.98, 9)
  expect(points[1]?.cloud.high).toBeCloseTo(394.47, 9)
  const before = points[Math.floor(monthsAtHighPrice ?? 0)]
  const after = points[Math.ceil(monthsAtHighPrice ?? 0)]
  expect((before?.cloud.high ?? 0) < (before?.local.central ?? 0)).toBe(true)
  expect((after?.cloud.high ?? 0) > (after?.local.central ?? 0)).toBe(true)
})

test('where a token costs as much here as there, or more, it is never paid for', () => {
  const result = breakEven({ ...question, cloudPerMillion: { low: 0.2, high: 1 } })
  expect(result.monthsAtLowPrice).toBeNull()
  expect(result.monthsAtHighPrice).toBeNull()
})

test('hardware that costs nothing is paid for at once', () => {
  expect(breakEven({ ...question, hardware: 0 }).monthsAtHighPrice).toBe(0)
})

test('the dearer the cloud and the more it is used, the sooner it is paid for, and no figure is negative', () => {
  const money = fc.double({ min: 0, max: 1000, noNaN: true })
  const share = fc.double({ min: 0.001, max: 0.5, noNaN: true })
  fc.assert(
    fc.property(money, money, money, share, (hardware, cloud, local, utilisation) => {
      const asked = {
        ...question,
        hardware,
        cloudPerMillion: { low: cloud, high: cloud * 2 },
        localPerMillion: { low: local, central: local, high: local },
        utilisation,
      }
      const result = breakEven(asked)
      const busier = breakEven({ ...asked, utilisation: utilisation * 2 })
      const months = (value: number | null) => value ?? Number.POSITIVE_INFINITY
      expect(months(result.monthsAtHighPrice)).toBeLessThanOrEqual(months(result.monthsAtLowPrice))
      expect(months(busier.monthsAtHighPrice)).toBeLessThanOrEqual(months(result.monthsAtHighPrice))
      expect(result.points.every(({ local: here, cloud: there }) => here.low >= 0 && there.low >= 0)).toBe(true)
    }),
  )
})
