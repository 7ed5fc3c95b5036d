/** What Table 1 can show of each variant, in its order. */
export const columnIds = [
  'file-size',
  'memory',
  'speed',
  'speed-ratio',
  'prefill',
  'prefill-ratio',
  'energy',
  'cost',
  'kl-divergence',
  'perplexity-ratio',
  'ttft',
  'inter-token',
  'fit',
] as const

export type ColumnId = (typeof columnIds)[number]

/** Shown until the reader chooses, where there is something in them. */
export const usualColumns: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'file-size',
  'memory',
  'speed',
  'speed-ratio',
  'energy',
  'cost',
  'kl-divergence',
  'perplexity-ratio',
  'ttft',
  'fit',
])

/** Columns of a difference: figures, and a bar beside them. */
export const barColumns: ReadonlySet<ColumnId> = new Set<ColumnId>(['speed-ratio', 'prefill-ratio', 'perplexity-ratio'])
