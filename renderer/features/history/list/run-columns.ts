/** The columns of the list, after the name. */
export const runColumns = ['date', 'variants', 'state', 'samples', 'quality', 'machine', 'engine', 'energy'] as const
export type RunColumn = (typeof runColumns)[number]

/** One grid for the heading and each row: the mark, the name, then the columns. Where it is wider than the page it scrolls sideways. */
export const runGrid =
  'grid grid-cols-[28px_minmax(13.5rem,2.4fr)_5.75rem_minmax(7.5rem,1.4fr)_6rem_3.75rem_3.75rem_minmax(5.5rem,1fr)_minmax(7rem,1fr)_6rem] gap-x-3 max-narrow:grid-cols-[28px_9rem_5.75rem_8rem_6rem_3.75rem_3.75rem_6rem_7rem_6rem]'

/** Narrower than this no column could be read. */
export const leastWidth = 'min-w-[67.25rem] max-narrow:min-w-[64rem]'

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
