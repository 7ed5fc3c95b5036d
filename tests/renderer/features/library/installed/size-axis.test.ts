import { describe, expect, test } from 'vitest'
import { axisPosition, sizeAxis } from '../../../../../renderer/features/library/installed/size-axis.ts'

describe('the axis of sizes', () => {
  test('goes from 0.5 to 32 GB, whatever of it is used, so that it stays the same from day to day', () => {
    expect(sizeAxis([])).toEqual(sizeAxis([4e9, 8e9]))
    expect(sizeAxis([]).ticks.map((tick) => tick.label)).toEqual(['0.5', '1', '2', '4', '8', '16', '32'])
  })

  test('begins earlier for a small model and ends later for a large one', () => {
    expect(
      sizeAxis([98_362_432])
        .ticks.map((tick) => tick.label)
        .slice(0, 3),
    ).toEqual(['0.03125', '0.5', '1'])
    expect(sizeAxis([86e9]).ticks.at(-1)?.label).toBe('128')
    expect(sizeAxis([1]).lowBytes).toBeGreaterThan(0)
  })

  test('gives equal ratios equal lengths', () => {
    const axis = sizeAxis([])
    const step = axisPosition(axis, 2e9) - axisPosition(axis, 1e9)
    expect(axisPosition(axis, 16e9) - axisPosition(axis, 8e9)).toBeCloseTo(step)
    expect(axisPosition(axis, 0)).toBe(0)
    expect(axisPosition(axis, 1e15)).toBe(1)
  })
})
