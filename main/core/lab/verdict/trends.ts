import { mean } from 'simple-statistics'
import type { LabTrend } from '#contract/lab/verdict.ts'
import type { TrendRow } from '../../ports/lab-repository.ts'
import { differenceOf } from '../statistics/difference.ts'
import { unpairedRatio } from '../statistics/log-ratio.ts'
import { meanInterval } from '../statistics/mean-interval.ts'

/** One run's part of a trend. */
type Measured = Pick<TrendRow, 'runId' | 'atMs' | 'engineBuild'> & { rates: number[] }

/**
 * Each model, quantization, machine and test that two runs or more measured, over time. A change is said where it is clear: outside the noise of
 * both runs, and 2 % or more.
 */
export function trendsOf(rows: readonly TrendRow[]): LabTrend[] {
  const trends = new Map<string, { of: TrendRow; runs: Map<string, Measured> }>()
  for (const row of rows) {
    if (row.rates.length === 0) continue
    const key = JSON.stringify([row.modelName, row.quantization, row.machineFingerprint, row.test])
    const { runs } = trends.get(key) ?? { runs: new Map<string, Measured>() }
    const rates = row.rates.map(({ tokensPerSecond }) => tokensPerSecond)
    // A run may have the same model twice, as two files.
    runs.set(row.runId, { ...row, rates: [...(runs.get(row.runId)?.rates ?? []), ...rates] })
    trends.set(key, { of: row, runs })
  }
  return [...trends.values()].flatMap(({ of, runs }) => {
    const measured = [...runs.values()].sort((one, other) => one.atMs - other.atMs)
    if (measured.length < 2) return []
    const { modelName, quantization, machineFingerprint, test } = of
    const points = measured.map(({ runId, atMs, engineBuild, rates }) => ({
      runId,
      atMs,
      engineBuild,
      mean: mean(rates),
      interval95: meanInterval(rates),
    }))
    return [{ modelName, quantization, machineFingerprint, test, points, changes: changesOf(measured) }]
  })
}

function changesOf(measured: readonly Measured[]): LabTrend['changes'] {
  return measured.slice(1).flatMap((after, place) => {
    const before = measured[place]
    const ratio = before === undefined ? null : unpairedRatio(after.rates, before.rates)
    if (before === undefined || ratio === null || differenceOf(ratio) === 'none') return []
    const { runId, engineBuild } = after
    return [{ runId, share: ratio.value - 1, engineBefore: before.engineBuild, engineAfter: engineBuild }]
  })
}
