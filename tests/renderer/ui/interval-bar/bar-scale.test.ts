import { expect, test } from 'vitest'
import { barPx, barScale, barWidthPx } from '../../../../renderer/ui/interval-bar/bar-scale.ts'

const bar = (value: number, half: number) => ({ value, interval: { low: value - half, high: value + half } })

// The bug that the look's own pictures have: intervals of a percent beside a difference of four times, a pixel wide each.
test('a far one becomes an arrow, so that the intervals of the others can be read', () => {
  const bars = [bar(-1.43, 0.01), bar(-0.31, 0.01), bar(-0.17, 0.01), bar(-0.02, 0.01), bar(0.15, 0.01)]
  const scale = barScale(bars)
  expect(scale.low).toBeGreaterThan(-1.43)
  const near = bars[3]
  if (!near) throw new Error('There is no such bar.')
  expect(barPx(near.interval.high, scale) - barPx(near.interval.low, scale)).toBeGreaterThanOrEqual(4)
})

test('where all can be read all are shown', () => {
  const bars = [bar(-0.3, 0.05), bar(0.2, 0.06)]
  const scale = barScale(bars)
  for (const { interval } of bars) {
    expect(barPx(interval.low, scale)).toBeGreaterThanOrEqual(0)
    expect(barPx(interval.high, scale)).toBeLessThanOrEqual(barWidthPx)
  }
})

test('no difference is in sight in every column, an empty one too', () => {
  for (const bars of [[], [bar(0.5, 0.01)], [bar(-0.5, 0.01), bar(-0.4, 0.01)]]) {
    const at = barPx(0, barScale(bars))
    expect(at).toBeGreaterThanOrEqual(0)
    expect(at).toBeLessThanOrEqual(barWidthPx)
  }
})
