/** The columns of the list, after the name. */
export const runColumns = ['date', 'variants', 'state', 'samples', 'quality', 'machine', 'engine', 'energy'] as const
export type RunColumn = (typeof runColumns)[number]

/** One grid for the heading and each row: the mark, the name, then the columns. Where it is wider than the page it scrolls sideways. */
export const runGrid =
  'grid grid-cols-[28px_minmax(14rem,2fr)_6.5rem_minmax(9rem,1.5fr)_5.5rem_4.5rem_4rem_minmax(6.5rem,1fr)_minmax(8.5rem,1.2fr)_6.5rem] gap-x-3 max-narrow:grid-cols-[28px_9rem_6.5rem_9rem_5.5rem_4.5rem_4rem_6.5rem_8.5rem_6.5rem]'

/** Narrower than this no column could be read. */
export const leastWidth = 'min-w-[69rem] max-narrow:min-w-[66rem]'

export const isFigure: Record<RunColumn, boolean> = {
  date: false,
  variants: false,
  state: false,
  samples: true,
  quality: false,
  machine: false,
  engine: false,
  energy: true,
}
