import type { LabAxis } from '#contract/lab/verdict.ts'

/** The unit that an axis or a column is in: `perUnit` of the figure's own make one. Without a name: it is always the same, and the catalogue has it. */
export type AxisUnit = { perUnit: number; name: string }

const plain: AxisUnit = { perUnit: 1, name: '' }

/** Units of one quantity, the larger first. */
const units: Partial<Record<LabAxis, readonly [AxisUnit, AxisUnit]>> = {
  memory: [
    { perUnit: 1024 ** 3, name: 'GiB' },
    { perUnit: 1024 ** 2, name: 'MiB' },
  ],
  'file-size': [
    { perUnit: 1e9, name: 'GB' },
    { perUnit: 1e6, name: 'MB' },
  ],
  ttft: [
    { perUnit: 1000, name: 's' },
    { perUnit: 1, name: 'ms' },
  ],
}

/** One unit for all figures of an axis: the larger where the greatest of them has a whole one. */
export function axisUnit(axis: LabAxis, figures: readonly number[]): AxisUnit {
  const own = units[axis]
  if (own === undefined) return plain
  const [larger, smaller] = own
  return Math.max(0, ...figures) >= larger.perUnit ? larger : smaller
}
