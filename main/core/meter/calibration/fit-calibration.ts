import { linearRegression } from 'simple-statistics'
import { Fault } from '../../fault.ts'

/** Power of the components and at the wall in the same second, in watts. */
export type CalibrationPair = { componentsW: number; wallW: number }

export type CalibrationLine = { fixedW: number; factor: number; residualW: number }

/** Load and rest differ at least by so much, in watts and as a share of rest, or the line between them is noise. */
const leastDifferenceW = 5
const leastDifferenceShare = 0.1

/**
 * The line of least squares through the pairs of rest and load.
 * Faults: CALIBRATION_LOAD_TOO_SMALL where the two are too close to each other, or the wall does not follow the components.
 */
export function fitCalibration(rest: readonly CalibrationPair[], load: readonly CalibrationPair[]): CalibrationLine {
  const wall = differenceOf(rest, load, ({ wallW }) => wallW)
  const components = differenceOf(rest, load, ({ componentsW }) => componentsW)
  const pairs = [...rest, ...load]
  const { m: factor, b: fixedW } = linearRegression(pairs.map(({ componentsW, wallW }) => [componentsW, wallW]))
  const isWide = [wall, components].every(
    ({ riseW, restW }) => riseW >= Math.max(leastDifferenceW, restW * leastDifferenceShare),
  )
  if (!isWide || !(factor > 0)) {
    const differenceW = Math.round(Math.max(0, Math.min(wall.riseW, components.riseW)) * 10) / 10
    throw new Fault('CALIBRATION_LOAD_TOO_SMALL', { params: { differenceW } })
  }
  const squares = pairs.map(({ componentsW, wallW }) => (wallW - fixedW - factor * componentsW) ** 2)
  return { fixedW, factor, residualW: Math.sqrt(meanOf(squares)) }
}

function differenceOf(
  rest: readonly CalibrationPair[],
  load: readonly CalibrationPair[],
  figureOf: (pair: CalibrationPair) => number,
): { restW: number; riseW: number } {
  const restW = meanOf(rest.map(figureOf))
  return { restW, riseW: meanOf(load.map(figureOf)) - restW }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
