import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf } from '../../../../../main/core/lab/statistics/difference.ts'
import { pairedRatio, ratioOfLogs, unpairedRatio } from '../../../../../main/core/lab/statistics/log-ratio.ts'

const rate = fc.double({ min: 1e-3, max: 1e6, noNaN: true })
const pairs = fc.array(fc.tuple(rate, rate), { minLength: 1, maxLength: 20 })
const side = fc.array(rate, { minLength: 1, maxLength: 20 })

test('what both of a pair share falls out', () => {
  // Each block is half as fast as the one before: the second is 1.5 times as fast in each, to no error at all.
  const ratio = pairedRatio([
    [150, 100],
    [75, 50],
    [37.5, 25],
  ])
  expect(ratio?.value).toBeCloseTo(1.5, 12)
  expect(ratio?.interval95?.low).toBeCloseTo(1.5, 9)
  expect(ratio?.count).toBe(3)
})

test('a pair with nothing in it is left out, and one pair has no interval', () => {
  expect(pairedRatio([[0, 5]])).toBeNull()
  expect(pairedRatio([])).toBeNull()
  expect(
    pairedRatio([
      [10, 5],
      [0, 5],
    ]),
  ).toEqual({ value: expect.closeTo(2, 12), interval95: null, count: 1 })
})

test('a ratio that no number can hold is none', () => {
  expect(ratioOfLogs([1e6])).toBeNull()
  expect(ratioOfLogs([-1e6])).toBeNull()
})

test('Welch: two sides of different noise, by the textbook', () => {
  // Logs 1, 2, 3 and 2, 4, 6, 8: difference −3, error √(1/3 + 6.667/4) = √2, degrees of freedom 4.15: t 2.738, reach 3.872.
  const ratio = unpairedRatio([1, 2, 3].map(Math.exp), [2, 4, 6, 8].map(Math.exp))
  expect(Math.log(ratio?.value ?? 0)).toBeCloseTo(-3, 9)
  expect(Math.log(ratio?.interval95?.low ?? 0)).toBeCloseTo(-3 - 3.87, 1)
  expect(Math.log(ratio?.interval95?.high ?? 0)).toBeCloseTo(-3 + 3.87, 1)
  expect(ratio?.count).toBe(3)
})

test('sides without noise have an interval without width, and one figure has none', () => {
  expect(unpairedRatio([2, 2], [1, 1, 1])).toEqual({ value: 2, interval95: { low: 2, high: 2 }, count: 2 })
  expect(unpairedRatio([2], [1, 1])?.interval95).toBeNull()
  expect(unpairedRatio([0], [1])).toBeNull()
})

test('a ÷ b is 1 ÷ (b ÷ a), its interval turned round', () => {
  const isInverse = (one: ReturnType<typeof pairedRatio>, other: ReturnType<typeof pairedRatio>) => {
    if (one === null || other === null) throw new Error('all are above 0')
    expect(one.value * other.value).toBeCloseTo(1, 9)
    expect(one.interval95 === null).toBe(other.interval95 === null)
    if (one.interval95 === null || other.interval95 === null) return
    if (one.interval95.high < 1e100 && other.interval95.high < 1e100) {
      expect(one.interval95.low * other.interval95.high).toBeCloseTo(1, 6)
    }
    const turned = { higher: 'lower', lower: 'higher', none: 'none' } as const
    // 2 % up is not the same distance as 2 % down: next to that bound the two may disagree.
    if (Math.abs(Math.abs(Math.log(one.value)) - 0.02) > 0.001)
      expect(differenceOf(other)).toBe(turned[differenceOf(one)])
  }
  fc.assert(fc.property(pairs, (of) => isInverse(pairedRatio(of), pairedRatio(of.map(([one, other]) => [other, one])))))
  fc.assert(fc.property(side, side, (of, to) => isInverse(unpairedRatio(of, to), unpairedRatio(to, of))))
})

test('it grows with the rates, and is a number whatever they are', () => {
  const any = fc.double({ min: 0, max: 1e300, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(any, any), { maxLength: 20 }),
      fc.double({ min: 1, max: 10, noNaN: true }),
      (of, factor) => {
        const ratio = pairedRatio(of)
        const faster = pairedRatio(of.map(([one, other]) => [one * factor, other]))
        for (const each of [
          ratio,
          faster,
          unpairedRatio(
            of.map(([one]) => one),
            of.map(([, other]) => other),
          ),
        ]) {
          if (each === null) continue
          expect(Number.isFinite(each.value) && each.value > 0).toBe(true)
          if (each.interval95 === null) continue
          expect(Number.isFinite(each.interval95.low) && Number.isFinite(each.interval95.high)).toBe(true)
          expect(each.interval95.low).toBeLessThanOrEqual(each.interval95.high)
        }
        if (ratio !== null && faster !== null) expect(faster.value).toBeGreaterThanOrEqual(ratio.value * (1 - 1e-9))
      },
    ),
  )
})

test('below 2 %, or with 1 in the interval, there is no clear difference', () => {
  expect(differenceOf({ value: 1.019, interval95: { low: 1.018, high: 1.02 } })).toBe('none')
  expect(differenceOf({ value: 1.3, interval95: { low: 0.99, high: 1.6 } })).toBe('none')
  expect(differenceOf({ value: 1.3, interval95: null })).toBe('none')
  expect(differenceOf({ value: 1.03, interval95: { low: 1.01, high: 1.05 } })).toBe('higher')
  expect(differenceOf({ value: 0.97, interval95: { low: 0.95, high: 0.99 } })).toBe('lower')
})
