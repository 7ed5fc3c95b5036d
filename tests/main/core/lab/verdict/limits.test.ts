import { expect, test } from 'vitest'
import { brokenLimits, hasLimits, unmetLimits } from '../../../../../main/core/lab/verdict/limits.ts'
import { noLimits } from '../../../../support/lab-runs.ts'

const figure = (value: number, kind = '') => ({ value, interval95: null, logs: null, kind })

const figures = {
  speed: figure(20),
  memory: figure(6e9),
  'kl-divergence': figure(0.05),
  energy: figure(3),
  cost: figure(0.25, 'EUR'),
}

const limits = {
  ...noLimits,
  leastTokensPerSecond: 20,
  mostMemoryBytes: 6e9,
  mostKlDivergence: 0.05,
  mostJoulesPerToken: 3,
  mostCost: { currency: 'EUR', amount: 0.25 },
}

test('what is just met is not broken', () => {
  expect(brokenLimits(limits, figures)).toEqual([])
})

test('each limit is broken by its own figure', () => {
  const over = {
    speed: figure(19.9),
    memory: figure(6.1e9),
    'kl-divergence': figure(0.051),
    energy: figure(3.1),
    cost: figure(0.26, 'EUR'),
  }
  expect(brokenLimits(limits, over)).toEqual(['speed', 'memory', 'kl-divergence', 'energy', 'cost'])
})

test('what was not measured breaks nothing, nor does a cost in another currency', () => {
  expect(brokenLimits(limits, {})).toEqual([])
  expect(brokenLimits(limits, { cost: figure(9, 'USD') })).toEqual([])
})

// Catches: a variant that is let through since nobody knows better, beside others that were measured.
test('what is not known is not met where others have a figure, and counts against none where nobody has', () => {
  const { energy: _, ...withoutEnergy } = figures
  expect(unmetLimits(limits, [figures, withoutEnergy, { ...figures, speed: figure(19) }])).toEqual([0, 1, 1])
  expect(unmetLimits(limits, [withoutEnergy, withoutEnergy])).toEqual([0, 0])
  expect(unmetLimits(limits, [figures, { ...figures, cost: figure(0.1, 'USD') }])).toEqual([0, 1])
  expect(unmetLimits(noLimits, [figures, {}])).toEqual([0, 0])
})

test('a limit of nothing is one', () => {
  expect(brokenLimits({ ...noLimits, mostKlDivergence: 0 }, figures)).toEqual(['kl-divergence'])
  expect(hasLimits({ ...noLimits, mostKlDivergence: 0 })).toBe(true)
  expect(hasLimits({ ...noLimits, prefer: 'energy' })).toBe(false)
})
