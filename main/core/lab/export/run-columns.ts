import type { LabRun } from '#contract/lab/run.ts'
import type { LabCell, LabVerdict } from '#contract/lab/verdict.ts'
import { testName } from '../test-name.ts'
import { figure, rangeText, withInterval } from './report/figures.ts'

type Column = { heading: string; cell: (variant: number) => string | null }

/**
 * What is known of a run's variants, in plain text: every figure with its 95 % interval, or with how it is known. A column that no variant has a
 * figure for is left out. The headings hold names of tests and nothing from outside.
 */
export function runColumns(run: LabRun, verdict: LabVerdict): Column[] {
  return allColumns(run, verdict).filter(({ cell }) => run.variants.some((_, variant) => cell(variant) !== null))
}

function allColumns(run: LabRun, verdict: LabVerdict): Column[] {
  const cellOf = (variant: number, test: number | null): LabCell | undefined =>
    verdict.cells.find((cell) => cell.variant === variant && cell.test === test)
  const tests = run.tests.map(
    (test, place): Column => ({
      heading: `${testName(test)}, tok/s`,
      cell: (variant) => {
        const cell = cellOf(variant, place)
        if (cell === undefined) return null
        return withInterval(cell.tokensPerSecond.mean, cell.tokensPerSecond.interval95)
      },
    }),
  )
  const qualityOf = (variant: number) => run.quality.find((quality) => quality.variant === variant)
  const memoryOf = (variant: number) => run.memory.find((memory) => memory.variant === variant)
  return [
    { heading: 'File, GB', cell: (variant) => ((run.variants[variant]?.model.sizeBytes ?? 0) / 1e9).toFixed(2) },
    {
      heading: 'Memory, GiB',
      cell: (variant) => {
        const memory = memoryOf(variant)
        return memory === undefined ? null : ((memory.residentBytes + (memory.vramBytes ?? 0)) / 2 ** 30).toFixed(2)
      },
    },
    ...tests,
    {
      heading: 'J/token',
      cell: (variant) => {
        const cell = cellOf(variant, verdict.speedTest)
        return cell?.joulesPerToken == null
          ? null
          : `${rangeText(cell.joulesPerToken, cell.provenance)} (${cell.provenance})`
      },
    },
    {
      heading: 'Money per 1 M tokens',
      cell: (variant) => {
        const cell = cellOf(variant, verdict.speedTest)
        if (cell?.costPerMillion == null) return null
        return `${cell.costPerMillion.currency} ${rangeText(cell.costPerMillion.amount, cell.provenance)}`
      },
    },
    {
      heading: 'Perplexity',
      cell: (variant) => {
        const quality = qualityOf(variant)
        return quality === undefined
          ? null
          : `${quality.perplexity.value.toFixed(3)} ± ${quality.perplexity.uncertainty.toFixed(3)}${quality.isComplete ? '' : ' (partial)'}`
      },
    },
    {
      heading: 'KL divergence, nats',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        return against == null ? null : `${figure(against.meanKl.value)} ± ${figure(against.meanKl.uncertainty)}`
      },
    },
    {
      heading: 'Same top token',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        return against == null ? null : `${(against.sameTop.value * 100).toFixed(1)} %`
      },
    },
  ]
}
