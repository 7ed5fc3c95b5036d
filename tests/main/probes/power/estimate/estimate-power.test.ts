import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EstimateInput, estimatePower } from '../../../../../main/probes/power/estimate/estimate-power.ts'
import { scaleRange } from '../../../../../preload/contract/energy.ts'

const limits = fc
  .tuple(...Array.from({ length: 3 }, () => fc.double({ min: 0, max: 2000, noNaN: true })))
  .map((watts) => watts.toSorted((one, other) => one - other))
  .map(([low = 0, central = 0, high = 0]) => ({ low, central, high }))

const inputs: fc.Arbitrary<EstimateInput> = fc.record({
  load: fc.double({ min: -1, max: 2, noNaN: true }),
  limitW: limits,
  ramBytes: fc.integer({ min: 0, max: 4e12 }),
  isVirtual: fc.boolean(),
  supply: fc.constantFrom('bronze', 'gold', 'platinum', 'titanium', 'battery', null),
})

test('is in order and never negative, for any machine and any load', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { low, central, high } = estimatePower(input)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(central).toBeGreaterThanOrEqual(low)
      expect(high).toBeGreaterThanOrEqual(central)
      expect(Number.isFinite(high)).toBe(true)
    }),
  )
})

test('never falls where the load grows', () => {
  fc.assert(
    fc.property(inputs, fc.double({ min: 0, max: 1, noNaN: true }), (input, more) => {
      const less = estimatePower(input)
      const busier = estimatePower({ ...input, load: input.load + more })
      for (const bound of ['low', 'central', 'high'] as const) {
        expect(busier[bound]).toBeGreaterThanOrEqual(less[bound] * (1 - 1e-12))
      }
    }),
  )
})

test('never falls where the processor may take more', () => {
  fc.assert(
    fc.property(inputs, fc.double({ min: 1, max: 3, noNaN: true }), (input, factor) => {
      const less = estimatePower(input)
      const more = estimatePower({ ...input, limitW: scaleRange(input.limitW, factor) })
      for (const bound of ['low', 'central', 'high'] as const) expect(more[bound]).toBeGreaterThanOrEqual(less[bound])
    }),
  )
})

// Worked out by hand: Teads' points, the mean of the two memory figures, and Gold's mean efficiency.
test.each([
  [0, 100 * 0.12],
  [0.1, 100 * 0.32],
  [0.3, 100 * 0.535],
  [0.5, 100 * 0.75],
  [1, 100 * 1.02],
])('follows the published curve at a load of %d', (load, processorW) => {
  const limitW = { low: 100, central: 100, high: 100 }
  const { central } = estimatePower({ load, limitW, ramBytes: 16e9, isVirtual: false, supply: 'gold' })
  expect(central).toBeCloseTo((processorW + 16 * 0.338) / 0.885, 6)
})

test('is widest where the supply is not known', () => {
  const input = { load: 1, limitW: { low: 65, central: 65, high: 65 }, ramBytes: 16e9, isVirtual: false } as const
  const width = (supply: EstimateInput['supply']) => {
    const { low, high } = estimatePower({ ...input, supply })
    return high / low
  }
  for (const supply of ['bronze', 'gold', 'platinum', 'titanium', 'battery'] as const) {
    expect(width(null)).toBeGreaterThan(width(supply))
  }
})
