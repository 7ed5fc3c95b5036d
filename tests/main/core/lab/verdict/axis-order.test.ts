import { expect, test } from 'vitest'
import type { AxisFigure, AxisFigures } from '../../../../../main/core/lab/verdict/axis-figures.ts'
import { dominates, gainOf, isClearlyBetter } from '../../../../../main/core/lab/verdict/axis-order.ts'

function exact(value: number): AxisFigure {
  return { value, interval95: null, logs: null, kind: '' }
}

/** A figure of five blocks, which are its value times these. */
function measured(value: number, wobble = [1, 1.001, 0.999, 1.002, 0.998], kind = ''): AxisFigure {
  const logs = new Map(wobble.map((factor, block) => [block, Math.log(value * factor)]))
  return { value, interval95: { low: value * 0.9, high: value * 1.1 }, logs, kind }
}

const noisy = [0.8, 1.25, 1.1, 0.75, 1.2]

test('more is better of a speed, less of all else', () => {
  expect(isClearlyBetter('speed', { speed: measured(50) }, { speed: measured(40) })).toBe(true)
  expect(isClearlyBetter('speed', { speed: measured(40) }, { speed: measured(50) })).toBe(false)
  expect(isClearlyBetter('energy', { energy: measured(1) }, { energy: measured(2) })).toBe(true)
  expect(isClearlyBetter('file-size', { 'file-size': exact(1) }, { 'file-size': exact(2) })).toBe(true)
})

test('better by noise is not better, nor is what was not measured', () => {
  expect(isClearlyBetter('speed', { speed: measured(50, noisy) }, { speed: measured(45) })).toBe(false)
  expect(isClearlyBetter('speed', { speed: measured(50) }, {})).toBe(false)
  expect(isClearlyBetter('speed', { speed: measured(50, [1]) }, { speed: measured(45, [1]) })).toBe(false)
})

test('the reference diverges from itself by nothing, which is clearly less than something', () => {
  const reference: AxisFigures = { 'kl-divergence': exact(0) }
  const other: AxisFigures = { 'kl-divergence': measured(0.002) }
  expect(isClearlyBetter('kl-divergence', reference, other)).toBe(true)
  expect(isClearlyBetter('kl-divergence', other, reference)).toBe(false)
  expect(gainOf('kl-divergence', reference, other)).toEqual({ share: 1, low: 1, high: 1 })
})

test('a gain is a share of the other, with the better end last', () => {
  const faster = gainOf('speed', { speed: measured(50) }, { speed: measured(40) })
  expect(faster?.share).toBeCloseTo(0.25, 9)
  const less = gainOf('energy', { energy: measured(3) }, { energy: measured(4, noisy) })
  expect(less?.low ?? 0).toBeLessThan(less?.share ?? 0)
  expect(less?.high ?? 0).toBeGreaterThan(less?.share ?? 0)
  expect(gainOf('cost', { cost: measured(1, noisy, 'EUR') }, { cost: measured(2, noisy, 'USD') })).toBeNull()
  expect(gainOf('speed', { speed: measured(50, [1]) }, { speed: measured(40, [1]) })).toMatchObject({
    low: null,
    high: null,
  })
})

const axes = { x: 'speed', y: 'kl-divergence' } as const

function point(speed: AxisFigure, kl: AxisFigure): AxisFigures {
  return { speed, 'kl-divergence': kl }
}

test('one dominates another that is clearly worse by one axis and no better by the other', () => {
  expect(dominates(axes, point(measured(50), measured(0.03)), point(measured(40), measured(0.1)))).toBe(true)
  // 1 % slower is as fast to a user.
  expect(dominates(axes, point(measured(49.6), measured(0.03)), point(measured(50), measured(0.1)))).toBe(true)
  expect(dominates(axes, point(measured(48), measured(0.03)), point(measured(50), measured(0.1)))).toBe(false)
})

test('noise dominates nothing, and neither of two alike', () => {
  const loose = point(measured(52, noisy), measured(0.029, noisy))
  expect(dominates(axes, loose, point(measured(50), measured(0.03)))).toBe(false)
  const one = point(measured(50), measured(0.03))
  expect(dominates(axes, one, one)).toBe(false)
  expect(dominates(axes, one, { speed: measured(10) })).toBe(false)
})
