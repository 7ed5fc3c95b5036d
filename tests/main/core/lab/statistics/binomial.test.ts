import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clopperPearson, coinChance, twoSidedCoinChance } from '../../../../../main/core/lab/statistics/binomial.ts'

/** P(X ≥ wins), by counting. */
function counted(wins: number, rounds: number): number {
  let ways = 1
  let sum = 0
  for (let heads = 0; heads <= rounds; heads += 1) {
    if (heads >= wins) sum += ways
    ways = (ways * (rounds - heads)) / (heads + 1)
  }
  return sum / 2 ** rounds
}

const games = fc
  .integer({ min: 0, max: 50 })
  .chain((rounds) => fc.tuple(fc.integer({ min: 0, max: rounds }), fc.constant(rounds)))

test('a coin gives one side 11 of 20 or more 41 times in 100, and either side 82 times', () => {
  expect(coinChance(11, 20)).toBeCloseTo(0.4119, 4)
  expect(twoSidedCoinChance(11, 20)).toBeCloseTo(0.8238, 4)
  expect(twoSidedCoinChance(9, 20)).toBeCloseTo(0.8238, 4)
})

test('14 of 20 could be a coin, 15 of 20 hardly', () => {
  expect(twoSidedCoinChance(14, 20)).toBeGreaterThan(0.05)
  expect(twoSidedCoinChance(15, 20)).toBeLessThan(0.05)
})

test('it is what counting gives', () => {
  fc.assert(
    fc.property(games, ([wins, rounds]) => {
      expect(coinChance(wins, rounds)).toBeCloseTo(counted(wins, rounds), 7)
    }),
  )
})

test('an even score, and none at all, is what a coin does in any case', () => {
  expect(twoSidedCoinChance(10, 20)).toBe(1)
  expect(twoSidedCoinChance(0, 0)).toBe(1)
  expect(coinChance(0, 0)).toBe(1)
})

test('the share of 11 in 20 is 0.55, from 0.315 to 0.769', () => {
  const share = clopperPearson(11, 20)
  expect(share?.value).toBe(0.55)
  expect(share?.low).toBeCloseTo(0.3153, 4)
  expect(share?.high).toBeCloseTo(0.7694, 4)
})

test('all and nothing are not sure, and no rounds say nothing', () => {
  expect(clopperPearson(20, 20)?.low).toBeCloseTo(0.8316, 4)
  expect(clopperPearson(20, 20)?.high).toBe(1)
  expect(clopperPearson(0, 20)?.low).toBe(0)
  expect(clopperPearson(0, 0)).toBeNull()
})

test('the other side has the mirrored share, which holds its value', () => {
  fc.assert(
    fc.property(games, ([wins, rounds]) => {
      const [one, other] = [clopperPearson(wins, rounds), clopperPearson(rounds - wins, rounds)]
      if (one === null || other === null) return
      expect(one.low).toBeCloseTo(1 - other.high, 6)
      expect(one.low).toBeLessThanOrEqual(one.value)
      expect(one.high).toBeGreaterThanOrEqual(one.value)
    }),
  )
})
