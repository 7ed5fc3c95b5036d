import { expect, test } from 'vitest'
import { orderSpec } from '../../../../../renderer/features/lab/running/order-spec.ts'
import type { RunVisit } from '../../../../../renderer/features/lab/running/run-visits.ts'

const words = {
  labels: ['Q8_0', 'Q4_K_M'],
  block: (block: number) => `${block + 1}`,
  title: ({ block, place }: RunVisit) => `Block ${block + 1}, turn ${place + 1}`,
  state: (state: string) => state,
}
const visit = (block: number, place: number, state: RunVisit['state']): RunVisit => ({
  block,
  place,
  variant: place,
  state,
})
const visits = [visit(0, 0, 'done'), visit(0, 1, 'done'), visit(1, 0, 'now'), visit(1, 1, 'given-up')]

const dotsOf = (all: readonly RunVisit[]) =>
  orderSpec(all, 1, words).layers.flatMap((layer) => (layer.kind === 'dots' ? [layer.dots.length] : []))

test('each turn is a dot by its state; what was given up has none, and is not stopped at', () => {
  const spec = orderSpec(visits, 1, words)
  expect(dotsOf(visits)).toEqual([0, 2, 1])
  expect(spec.stops).toHaveLength(3)
  expect(spec.readout(2)).toMatchObject({ title: 'Block 2, turn 1', rows: [{ name: 'Q8_0', value: 'now' }] })
})

// The bug: the arrow keys jumped between blocks, since a later turn lay left of an earlier one.
test('turns lie in the order in which they come, and blocks apart', () => {
  const { stops, x } = orderSpec(visits, 1, words)
  expect(stops.map(Number).toSorted((one, other) => one - other)).toEqual(stops)
  expect(Number(stops[2]) - Number(stops[1])).toBeGreaterThan(1)
  if (x.kind !== 'linear' || typeof x.ticks === 'number') throw new Error('The axis has no places of its own.')
  expect(x.ticks.map((at) => x.label(at))).toEqual(['1', '2'])
})
