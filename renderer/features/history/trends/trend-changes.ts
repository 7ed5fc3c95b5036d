import type { LabTrend } from '#contract/lab/verdict.ts'

/** A clear change of one rate, with the run before it. */
export type TrendChange = LabTrend['changes'][number] & { trend: LabTrend; beforeId: string; atMs: number }

/** All changes of some trends, the newest first; of one run the largest first. */
export function trendChanges(trends: readonly LabTrend[]): TrendChange[] {
  return trends
    .flatMap((trend) =>
      trend.changes.flatMap((change): TrendChange[] => {
        const place = trend.points.findIndex(({ runId }) => runId === change.runId)
        const [before, after] = [trend.points[place - 1], trend.points[place]]
        return before && after ? [{ ...change, trend, beforeId: before.runId, atMs: after.atMs }] : []
      }),
    )
    .sort((one, other) => other.atMs - one.atMs || Math.abs(other.share) - Math.abs(one.share))
}
