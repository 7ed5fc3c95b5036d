import { expect, it } from 'vitest'
import { Bandwidth } from '../../../../../main/core/downloads/transfer/bandwidth.ts'
import { ManualTimer } from '../../../../support/manual-timer.ts'

function limited(bytesPerSecond: number | null) {
  const timer = new ManualTimer()
  let nowMs = 5000
  const bandwidth = new Bandwidth({ bytesPerSecond, now: () => nowMs, setTimer: timer.set })
  const advance = async (ms: number) => {
    nowMs += ms
    timer.advance(ms)
    await Promise.resolve()
  }
  return { bandwidth, advance }
}

it('lets all streams together have so many bytes a second', async () => {
  const { bandwidth, advance } = limited(100_000)
  const endMs = 5000 + 10_000
  let passedBytes = 0
  let nowMs = 5000
  const stream = async () => {
    while (nowMs < endMs) {
      passedBytes += 1000
      await bandwidth.spend(1000)
    }
  }
  const streams = [stream(), stream(), stream()]
  for (; nowMs < endMs; nowMs += 5) {
    await advance(5)
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  await advance(60_000)
  await Promise.all(streams)
  // And a quarter of a second's worth at the start.
  expect(passedBytes).toBeGreaterThan(0.95 * 1_000_000)
  expect(passedBytes).toBeLessThan(1.08 * 1_000_000)
})

it('takes effect while a stream waits, and never holds one back where there is none', async () => {
  const { bandwidth } = limited(10_000)
  const held = bandwidth.spend(1_000_000)
  expect(held).not.toBeNull()
  bandwidth.limit(null)
  await held
  expect(bandwidth.spend(1e12)).toBeNull()
  bandwidth.limit(20_000)
  expect(bandwidth.spend(1000)).toBeNull()
})
