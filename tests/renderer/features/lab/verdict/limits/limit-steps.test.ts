import { expect, test } from 'vitest'
import { limitSteps, stepOf } from '../../../../../../renderer/features/lab/verdict/limits/limit-steps.ts'

const ladder = {
  speed: [9.6, 29.4, 47.2],
  memory: [4.9e9, 7.8e9, 10.5e9],
  'kl-divergence': [0.0014, 0.03, 0.44],
  energy: [2.25, 11.9],
  cost: [0.188, 0.99],
} as const
const keys = ['speed', 'memory', 'kl-divergence', 'energy', 'cost'] as const

const stepsOf = (key: (typeof keys)[number]) => {
  const steps = limitSteps(key, ladder[key])
  if (steps === null) throw new Error('There are no steps.')
  return steps
}

// The bug: a slider whose end still rules something out, so that there is no way to ask for nothing.
test.each(keys)('the loose end of %s is no limit at all, and the rest spans every figure', (key) => {
  const steps = stepsOf(key)
  expect(key === 'speed' ? steps[0] : steps.at(-1)).toBeNull()
  const numbers = steps.filter((step) => step !== null)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(new Set(numbers).size).toBe(numbers.length)
  const [least, most] = [Math.min(...ladder[key]), Math.max(...ladder[key])]
  expect(Math.max(...numbers)).toBeGreaterThanOrEqual(most)
  expect(Math.min(...numbers)).toBeLessThanOrEqual(least)
  expect(numbers.length).toBeGreaterThan(8)
  expect(numbers.length).toBeLessThan(100)
})

test('a limit stands at its own step, one between two at the nearer, none at the loose end', () => {
  const steps = stepsOf('kl-divergence')
  expect(steps[stepOf(steps, 0.05)]).toBe(0.05)
  expect(steps[stepOf(steps, 0.052)]).toBe(0.05)
  expect(stepOf(steps, null)).toBe(steps.length - 1)
  expect(stepOf(stepsOf('speed'), null)).toBe(0)
})

test('there is no slider where nothing was measured, or only the reference itself', () => {
  expect(limitSteps('energy', [])).toBeNull()
  expect(limitSteps('kl-divergence', [0])).toBeNull()
})

test('one figure alone can be limited too', () => {
  expect(limitSteps('speed', [40])?.length).toBeGreaterThan(2)
  expect(limitSteps('memory', [1e9])?.length).toBeGreaterThan(1)
})
