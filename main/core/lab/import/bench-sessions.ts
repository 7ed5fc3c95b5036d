import type { BenchRow } from './bench-row.ts'

/** Rows of one session are not further apart. */
const pauseLimitMs = 60 * 60 * 1000

/** Rows of one build on one machine at one time: a run each, in the order of the file. Rows that are there twice count once. */
export function benchSessions(rows: readonly BenchRow[]): BenchRow[][] {
  const sessions: BenchRow[][] = []
  const seen = new Set<string>()
  for (const row of rows) {
    if (seen.has(row.source)) continue
    seen.add(row.source)
    const session = sessions.findLast(([first]) => first !== undefined && keyOf(first) === keyOf(row))
    const last = session?.at(-1)
    if (session !== undefined && last !== undefined && isSoonAfter(last, row)) session.push(row)
    else sessions.push([row])
  }
  return sessions
}

const keyOf = ({ build_commit, build_number, cpu_info, gpu_info, backends, cuda, vulkan, metal }: BenchRow) =>
  JSON.stringify([build_commit, build_number, cpu_info, gpu_info, backends, cuda, vulkan, metal])

function isSoonAfter(last: BenchRow, row: BenchRow): boolean {
  if (last.test_time === undefined || row.test_time === undefined) return true
  const lastedMs = last.times.reduce((sum, { durationNs }) => sum + durationNs / 1e6, 0)
  return Math.abs(row.test_time - last.test_time) <= lastedMs + pauseLimitMs
}
