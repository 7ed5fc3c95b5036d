import type { LabMemory, LabRun, LabVariant } from '#contract/lab/run.ts'
import type { Interval, LabCell, LabStanding, LabVerdict, QualityComparison } from '#contract/lab/verdict.ts'
import type { Bar } from '../../../../ui/interval-bar/bar-scale.ts'
import type { ColumnId } from './column.ts'

/** A ratio to the baseline: of rates, or of perplexities. */
export type RowRatio = { value: number; interval95: Interval | null; isClear: boolean }

/** All that Table 1 can say of a variant. */
export type ComparisonRow = {
  variant: number
  label: string
  model: LabVariant['model']
  isBaseline: boolean
  isRecommended: boolean
  memory: LabMemory | null
  standing: LabStanding | null
  speed: LabCell | null
  prefill: LabCell | null
  felt: LabCell['felt']
  ratios: { speed: RowRatio | null; prefill: RowRatio | null; perplexity: RowRatio | null }
}

function rateRatio({ comparisons }: LabVerdict, variant: number, test: number | null): RowRatio | null {
  const found = comparisons.find((comparison) => comparison.variant === variant && comparison.test === test)
  if (!found) return null
  return { ...found.ratio, isClear: found.difference !== 'none' }
}

const perplexityRatio = (comparison: QualityComparison | undefined): RowRatio | null =>
  comparison?.perplexityRatio ? { ...comparison.perplexityRatio, isClear: comparison.difference !== 'none' } : null

/** A row for each variant, in the run's order. */
export function comparisonRows(run: LabRun, verdict: LabVerdict): ComparisonRow[] {
  const { cells, baseline, speedTest, prefillTest } = verdict
  return run.variants.map(({ label, model }, variant): ComparisonRow => {
    const own = cells.filter((cell) => cell.variant === variant)
    const isBaseline = variant === baseline
    return {
      variant,
      label,
      model,
      isBaseline,
      isRecommended: variant === verdict.recommended,
      memory: run.memory.find((memory) => memory.variant === variant) ?? null,
      standing: verdict.standings.find((standing) => standing.variant === variant) ?? null,
      speed: own.find(({ test }) => test === speedTest) ?? null,
      prefill: own.find(({ test }) => test === prefillTest) ?? null,
      felt: own.find(({ felt }) => felt !== null)?.felt ?? null,
      ratios: {
        speed: isBaseline ? null : rateRatio(verdict, variant, speedTest),
        prefill: isBaseline ? null : rateRatio(verdict, variant, prefillTest),
        perplexity: isBaseline
          ? null
          : perplexityRatio(verdict.qualityComparisons.find((comparison) => comparison.variant === variant)),
      },
    }
  })
}

/** A ratio as its bar; null where there is no interval to draw. */
export const barOf = (ratio: RowRatio | null): Bar | null =>
  ratio?.interval95
    ? {
        value: Math.log(ratio.value),
        interval: { low: Math.log(ratio.interval95.low), high: Math.log(ratio.interval95.high) },
      }
    : null

const ratioKeys = {
  'speed-ratio': 'speed',
  'prefill-ratio': 'prefill',
  'perplexity-ratio': 'perplexity',
} as const

/** Which ratio a column shows; null for a column of plain figures. */
export const ratioKeyOf = (column: ColumnId): keyof ComparisonRow['ratios'] | null =>
  column === 'speed-ratio' || column === 'prefill-ratio' || column === 'perplexity-ratio' ? ratioKeys[column] : null

/** Whether any variant has something in a column. */
export function isKnownColumn(column: ColumnId, rows: readonly ComparisonRow[]): boolean {
  const some = (of: (row: ComparisonRow) => unknown) => rows.some((row) => of(row) != null)
  const key = ratioKeyOf(column)
  if (key !== null) return some(({ ratios }) => ratios[key])
  switch (column) {
    case 'memory':
      return some(({ memory }) => memory)
    case 'speed':
      return some(({ speed }) => speed)
    case 'prefill':
      return some(({ prefill }) => prefill)
    case 'energy':
      return some(({ speed }) => speed?.joulesPerToken)
    case 'cost':
      return some(({ speed }) => speed?.costPerMillion)
    case 'kl-divergence':
      return some(({ standing }) => standing?.figures['kl-divergence'])
    case 'ttft':
    case 'inter-token':
      return some(({ felt }) => felt)
    case 'fit':
      return rows.some(({ model }) => model.modelId !== null)
    default:
      return true
  }
}
