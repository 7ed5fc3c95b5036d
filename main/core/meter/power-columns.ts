import type { PowerHistory } from '#contract/meter.ts'
import type { HistorySource, PowerHistoryRepository, PowerStep } from '../ports/power-history-repository.ts'

type Series = PowerHistory['series'][number]

/** Steps as columns of one grid: from the first step of any source to the last, null where a source has none. */
export function powerColumns({ stepMs, sources, steps }: ReturnType<PowerHistoryRepository['read']>): PowerHistory {
  const times = steps.map(({ atMs }) => atMs)
  const firstMs = times.reduce((first, atMs) => Math.min(first, atMs), Number.POSITIVE_INFINITY)
  const lastMs = times.reduce((last, atMs) => Math.max(last, atMs), Number.NEGATIVE_INFINITY)
  const length = steps.length === 0 ? 0 : Math.round((lastMs - firstMs) / stepMs) + 1
  const columns = new Map(sources.map((source) => [source.id, emptySeries(source, length)]))
  for (const step of steps) {
    const series = columns.get(step.sourceId)
    if (series === undefined || step.coveredMs <= 0) continue
    const index = Math.round((step.atMs - firstMs) / stepMs)
    const { meanW, lowW, highW } = powerOf(step)
    series.meanW[index] = meanW
    series.lowW[index] = lowW
    series.highW[index] = highW
  }
  return { stepMs, atMs: Array.from({ length }, (_, index) => firstMs + index * stepMs), series: [...columns.values()] }
}

/** The mean over what was measured. The band holds the source's own and the extremes within the step. */
function powerOf({ energyJ, lowJ, highJ, coveredMs, minW, maxW }: PowerStep) {
  const watts = (joules: number) => (joules * 1000) / coveredMs
  const meanW = watts(energyJ)
  return {
    meanW,
    lowW: Math.min(meanW, minW, lowJ === null ? meanW : watts(lowJ)),
    highW: Math.max(meanW, maxW, highJ === null ? meanW : watts(highJ)),
  }
}

function emptySeries({ id, collector, name, scope, provenance }: HistorySource, length: number): Series {
  const gaps = () => Array.from<number | null>({ length }).fill(null)
  return { sourceId: id, collector, name, scope, provenance, meanW: gaps(), lowW: gaps(), highW: gaps() }
}
