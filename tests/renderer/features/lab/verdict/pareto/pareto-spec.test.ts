import { expect, test } from 'vitest'
import { paretoPoints } from '../../../../../../renderer/features/lab/verdict/pareto/pareto-point.ts'
import {
  type ParetoWords,
  paretoSpec,
  pointsOutside,
} from '../../../../../../renderer/features/lab/verdict/pareto/pareto-spec.ts'
import { aLadderRun } from '../../../../../support/lab-runs.ts'
import { verdictFor } from '../fixtures.ts'

const row = (name: string) => ({ name, value: '', interval: '', provenance: '' })
const words: ParetoWords = {
  xTitle: 'x',
  yTitle: 'y',
  detail: ({ dominatedBy }) => (dominatedBy === null ? '' : 'beaten'),
  rows: () => ({ x: row('x'), y: row('y') }),
}
const run = aLadderRun('small')
const verdict = verdictFor(run)
const points = paretoPoints(run, verdict)
const spec = paretoSpec(points, verdict.axes, null, words)
const dotsBy = (fill: string) =>
  spec.layers.flatMap((layer) => (layer.kind === 'dots' && layer.fill === fill ? layer.dots : []))

test('every variant is a point: the recommended one gold, beaten ones hollow, the others leaf', () => {
  expect(points.map(({ label }) => label)).toHaveLength(run.variants.length)
  expect(dotsBy('var(--gold)')).toHaveLength(1)
  expect(dotsBy('var(--paper)')).toHaveLength(verdict.standings.filter((each) => each.dominatedBy !== null).length)
  expect(dotsBy('var(--paper)').length).toBeGreaterThan(0)
  expect(dotsBy('var(--leaf)').length + 1 + dotsBy('var(--paper)').length).toBe(points.length)
})

test('each measured point has its cross in both directions, the exact one none', () => {
  const crosses = spec.layers.flatMap((layer) => (layer.kind === 'crosses' ? layer.crosses : []))
  expect(crosses).toHaveLength(points.length)
  expect(crosses.filter(({ acrossX }) => acrossX === null)).toEqual([])
  // F16 is the reference: its divergence is 0 and exact.
  expect(crosses.filter(({ alongY }) => alongY === null)).toHaveLength(1)
})

test('the steps go from the most faithful to the fastest, and never through a beaten one', () => {
  const steps = spec.layers.find((layer) => layer.kind === 'line')
  if (steps?.kind !== 'line') throw new Error('There are no steps.')
  expect(steps.x).toEqual(steps.x.toSorted((a, b) => a - b))
  const beaten = points.filter(({ dominatedBy }) => dominatedBy !== null).map(({ x }) => x.value)
  expect(steps.x.filter((x) => beaten.includes(x))).toEqual([])
})

test('zoomed on one, the others lie outside and the keys do not stop at them', () => {
  const zoom = { variant: verdict.recommended ?? 0, factor: 30 }
  const near = paretoSpec(points, verdict.axes, zoom, words)
  expect(near.stops).toHaveLength(points.length - pointsOutside(points, verdict.axes, zoom))
  expect(near.stops).toHaveLength(1)
  expect(near.readout(0).title).toBe(run.variants[zoom.variant]?.label)
})

// The bug: of two files of one size the keys reach only one.
test('two at the same place have a stop of their own each', () => {
  const [first] = points
  if (!first) throw new Error('There are no points.')
  const twins = [first, { ...first, variant: 99, label: 'twin' }]
  const { stops, readout } = paretoSpec(twins, verdict.axes, null, words)
  expect(new Set(stops).size).toBe(2)
  expect([0, 1].map((index) => readout(index).title)).toEqual([first.label, 'twin'])
})
