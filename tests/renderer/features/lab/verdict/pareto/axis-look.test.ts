import { expect, test } from 'vitest'
import { axisLook } from '../../../../../../renderer/features/lab/verdict/pareto/axis-look.ts'

const exact = (...values: number[]) => values.map((value) => ({ low: value, value, high: value }))

test('a wide spread of rates begins at 0, a narrow one does not', () => {
  expect(axisLook('speed', exact(9.6, 47), null).domain[0]).toBe(0)
  expect(axisLook('speed', exact(97, 121), null).domain[0]).toBeGreaterThan(80)
})

// The bug: −∞ on the logarithmic axis, and no picture at all.
test('the reference, which does not diverge from itself, stands at the edge of the logarithmic axis', () => {
  const look = axisLook('kl-divergence', exact(0, 0.0016, 0.371), null)
  expect(look.domain[0]).toBeGreaterThan(0)
  expect(look.toAxis(0)).toBe(look.domain[0])
  expect(look.toAxis(0.371)).toBe(0.371)
})

test('where nothing but the reference was measured there is an axis all the same', () => {
  const { domain } = axisLook('kl-divergence', exact(0), null)
  expect(domain[1]).toBeGreaterThan(domain[0])
})

test('the whole interval of every figure is in sight', () => {
  const { domain } = axisLook('speed', [{ low: 80, value: 100, high: 130 }], null)
  expect(domain[0]).toBeLessThan(80)
  expect(domain[1]).toBeGreaterThan(130)
})

test('a zoom is narrower by its factor, around the figure, and never leaves the whole', () => {
  const figures = exact(10, 40, 50)
  const whole = axisLook('speed', figures, null).domain
  const near = axisLook('speed', figures, { at: 40, factor: 10 }).domain
  expect((whole[1] - whole[0]) / (near[1] - near[0])).toBeCloseTo(10)
  expect((near[0] + near[1]) / 2).toBeCloseTo(40)
  const atTheEdge = axisLook('speed', figures, { at: 1, factor: 3 }).domain
  expect(atTheEdge[0]).toBe(whole[0])
})

// The bug: four ticks of a zoomed logarithmic axis that read 0.03, 0.03, 0.04, 0.04.
test.each([1, 3, 10, 30])('no two ticks read the same at a zoom of %i', (factor) => {
  for (const axis of ['kl-divergence', 'speed', 'memory'] as const) {
    const figures = axis === 'memory' ? exact(4.8e9, 9.1e9) : exact(0.0014, 0.03, 0.44)
    const { ticks, label } = axisLook(axis, figures, { at: figures.at(-1)?.value ?? 1, factor })
    expect(ticks.length).toBeGreaterThan(1)
    expect(new Set(ticks.map(label)).size).toBe(ticks.length)
  }
})

test('less is at the worse end where more is better, and the other way round', () => {
  expect(axisLook('speed', exact(1, 2), null).isReversed).toBe(false)
  expect(axisLook('memory', exact(1, 2), null).isReversed).toBe(true)
})
