import { expect, test } from 'vitest'
import { nvidiaSensorErrorShare } from '../../../../../main/probes/power/nvidia/nvidia-sensor-error.ts'

// The bug: the study's error of the reading is taken for that of the truth, so that the band lies on the wrong side.
test('the band about a reading holds the truth of the cards that are furthest off', () => {
  const { below, above } = nvidiaSensorErrorShare
  const readsTooMuchW = 100 * 1.11
  const readsTooLittleW = 100 * 0.94
  expect(readsTooMuchW * (1 - below)).toBeCloseTo(100)
  expect(readsTooLittleW * (1 + above)).toBeCloseTo(100)
})
