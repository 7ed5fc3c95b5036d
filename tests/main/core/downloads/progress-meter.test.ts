import { expect, it } from 'vitest'
import { type MeteredProgress, ProgressMeter } from '../../../../main/core/downloads/progress-meter.ts'

it('reports four times a second at most, with the rate over the last seconds, and the end in any case', () => {
  let nowMs = 0
  const reports: MeteredProgress[] = []
  const meter = new ProgressMeter(
    () => nowMs,
    (progress) => reports.push(progress),
  )
  // 1000 bytes each 10 ms for four seconds, then the connection is slower.
  for (; nowMs < 4000; nowMs += 10) meter.report({ receivedBytes: nowMs * 100, totalBytes: 1_000_000 })
  expect(reports).toHaveLength(16)
  expect(reports[0]?.bytesPerSecond).toBeNull()
  expect(reports.at(-1)?.bytesPerSecond).toBeCloseTo(100_000)
  nowMs = 10_000
  meter.report({ receivedBytes: 500_000, totalBytes: 1_000_000 })
  // Nothing else within the last seconds: an old rate would be a lie.
  expect(reports.at(-1)?.bytesPerSecond).toBeNull()
  nowMs += 1
  meter.report({ receivedBytes: 1_000_000, totalBytes: 1_000_000 })
  expect(reports.at(-1)?.receivedBytes).toBe(1_000_000)
})

// The bug: after a clock that was an hour fast was put right, nothing was told of for an hour.
it('goes on reporting when the clock is set back', () => {
  let nowMs = 3_600_000
  const reports: MeteredProgress[] = []
  const meter = new ProgressMeter(
    () => nowMs,
    (progress) => reports.push(progress),
  )
  meter.report({ receivedBytes: 1000, totalBytes: 1_000_000 })
  nowMs = 0
  for (const receivedBytes of [2000, 3000, 4000]) {
    meter.report({ receivedBytes, totalBytes: 1_000_000 })
    nowMs += 1000
  }
  expect(reports.map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([null, null, 1000, 1000])
})
