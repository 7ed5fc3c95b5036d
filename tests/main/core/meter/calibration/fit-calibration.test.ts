import { expect, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { type CalibrationPair, fitCalibration } from '../../../../../main/core/meter/calibration/fit-calibration.ts'

/** Pairs about some component power, on the line `wall = 25 + 1.15 × components`, with noise to both sides. */
function pairsAt(componentsW: number, noiseW = 0): CalibrationPair[] {
  return Array.from({ length: 40 }, (_, index) => {
    const own = componentsW + (index % 5) - 2
    return { componentsW: own, wallW: 25 + 1.15 * own + (index % 2 === 0 ? noiseW : -noiseW) }
  })
}

test('the line is found again, with what is left of the noise', () => {
  const line = fitCalibration(pairsAt(10, 2), pairsAt(120, 2))
  expect(line.fixedW).toBeCloseTo(25, 0)
  expect(line.factor).toBeCloseTo(1.15, 2)
  expect(line.residualW).toBeCloseTo(2, 1)
})

test('without noise nothing is left', () => {
  expect(fitCalibration(pairsAt(10), pairsAt(120))).toEqual({
    fixedW: expect.closeTo(25),
    factor: expect.closeTo(1.15),
    residualW: expect.closeTo(0),
  })
})

// Between two clouds that nearly lie on each other any line goes.
test.each([
  ['too small', pairsAt(10), pairsAt(12), 2],
  ['too small beside a large rest', pairsAt(200), pairsAt(210), 10],
  ['the wall does not follow', pairsAt(10), pairsAt(120).map((pair) => ({ ...pair, wallW: 37 })), 0.5],
  ['the wall falls', pairsAt(10), pairsAt(120).map((pair) => ({ ...pair, wallW: 5 })), 0],
])('no line is drawn where the difference says nothing: %s', (_what, rest, load, differenceW) => {
  try {
    fitCalibration(rest, load)
    expect.unreachable('a line was drawn')
  } catch (error) {
    const fault = Fault.from(error)
    expect(fault.code).toBe('CALIBRATION_LOAD_TOO_SMALL')
    expect(fault.params.differenceW).toBeCloseTo(differenceW, 0)
  }
})
