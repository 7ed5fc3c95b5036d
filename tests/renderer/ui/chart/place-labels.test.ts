import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlap, placeLabels } from '../../../../renderer/ui/chart/place-labels.ts'

const bounds = { left: 0, top: 0, right: 600, bottom: 300 }
const wish = (x: number, y: number) => ({ x, y, widthPx: 50, heightPx: 14, gapPx: 8 })

test('a label with room stands to the right of its point, above it', () => {
  const [place] = placeLabels([wish(300, 150)], [], bounds)
  expect(place).toMatchObject({ left: 308, anchor: 'start' })
  expect(place?.bottom).toBeLessThan(150)
})

test('at the right edge it stands to the left', () => {
  expect(placeLabels([wish(590, 150)], [], bounds)[0]?.anchor).toBe('end')
})

test('a hairline through the name is as bad as a mark below it', () => {
  const line = { left: 320, right: 321, top: 0, bottom: 300 }
  const [place] = placeLabels([wish(300, 150)], [line], bounds)
  expect(place && overlap(place, line)).toBe(0)
})

// The bug: the names of two quantizations of one speed, one over the other.
test('names around a small cluster do not cover each other and stay in the picture', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: fc.integer({ min: 280, max: 340 }), y: fc.integer({ min: 130, max: 190 }) }), {
        minLength: 2,
        maxLength: 4,
      }),
      (points) => {
        const places = placeLabels(
          points.map(({ x, y }) => wish(x, y)),
          [],
          bounds,
        )
        for (const [index, place] of places.entries()) {
          expect(place.left).toBeGreaterThanOrEqual(0)
          expect(place.right).toBeLessThanOrEqual(600)
          for (const other of places.slice(index + 1)) expect(overlap(place, other)).toBe(0)
        }
      },
    ),
  )
})
