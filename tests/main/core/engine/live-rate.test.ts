import { expect, it } from 'vitest'
import { LiveRate } from '../../../../main/core/engine/live-rate.ts'

it('knows no rate before the second token', () => {
  const rate = new LiveRate()
  expect(rate.add(1, 0)).toBeNull()
  expect(rate.add(2, 20)).toBe(50)
})

it('looks at the last second only: a slow beginning is forgotten', () => {
  const rate = new LiveRate()
  rate.add(1, 0)
  rate.add(2, 5000)
  let last: number | null = null
  for (let index = 1; index <= 200; index++) last = rate.add(2 + index, 5000 + index * 10)
  expect(last).toBe(100)
})
