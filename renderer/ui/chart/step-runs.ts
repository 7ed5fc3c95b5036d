import type { Curve } from './chart-spec.ts'

/** Columns that a line can be drawn through: NaN is a gap. */
export type Runs = { x: number[]; columns: number[][] }

const isKnown = (value: number | null | undefined): value is number => value != null && Number.isFinite(value)

/**
 * Makes columns ready to be drawn. A row where any of them is null is a gap in all. With steps, the last value before a gap, or before a
 * place that is more than a step away, is drawn to the end of its own step.
 */
export function toRuns(x: readonly number[], columns: readonly (readonly (number | null)[])[], curve: Curve): Runs {
  const runs: Runs = { x: [], columns: columns.map(() => []) }
  const push = (at: number, values: readonly number[]) => {
    runs.x.push(at)
    runs.columns.forEach((column, index) => {
      column.push(values[index] ?? Number.NaN)
    })
  }
  const gap = (at: number) => push(at, [])
  let previous: { at: number; values: number[] } | null = null
  const end = () => {
    if (previous === null) return
    if (curve.kind === 'step') push(previous.at + curve.stepWidth, previous.values)
    gap(previous.at)
    previous = null
  }
  x.forEach((at, index) => {
    const values = columns.map((column) => column[index]).filter(isKnown)
    const isGap = values.length < columns.length
    // Half a step of tolerance: steps of a clock are not exact.
    const isFar = previous !== null && curve.kind === 'step' && at - previous.at > curve.stepWidth * 1.5
    if (isGap || isFar) end()
    if (isGap) return
    push(at, values)
    previous = { at, values }
  })
  end()
  return runs
}
