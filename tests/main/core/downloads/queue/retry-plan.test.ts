import { expect, it } from 'vitest'
import { isSourcesFault, retryDelayMs } from '../../../../../main/core/downloads/queue/retry-plan.ts'
import { Fault } from '../../../../../main/core/fault.ts'

it('waits longer each time, but no longer than a minute', () => {
  const stalled = new Fault('DOWNLOAD_STALLED')
  const delays = [0, 1, 2, 3, 6, 7].map((fruitless) => retryDelayMs(stalled, fruitless))
  expect(delays).toEqual([1000, 1000, 2000, 4000, 32_000, 60_000])
  expect(retryDelayMs(stalled, 8)).toBeNull()
  expect(retryDelayMs(new Fault('HUB_UNREACHABLE'), 500)).toBe(60_000)
})

it('never retries what only the user can help with', () => {
  for (const code of ['HUB_UNAUTHORIZED', 'HUB_GATED', 'HUB_NOT_FOUND', 'CHECKSUM_MISMATCH', 'DISK_FULL'] as const) {
    expect(retryDelayMs(new Fault(code), 0)).toBeNull()
  }
})

// The bug: a full disk, and the next source is asked for the same gigabytes.
it('does not blame the source for what this machine lacks', () => {
  expect(isSourcesFault(new Fault('DISK_FULL'))).toBe(false)
  expect(isSourcesFault(new Fault('DOWNLOAD_FAILED', { params: { reason: 'cannot-write' } }))).toBe(false)
  expect(isSourcesFault(new Fault('DOWNLOAD_FAILED', { params: { reason: 'network' } }))).toBe(true)
})
