import { onTestFinished } from 'vitest'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import type { FoundSource } from '../../main/core/ports/power-collector.ts'
import { aFoundSource, FakeCollector } from './fake-collector.ts'

const readEveryMs = 20

/**
 * A collector whose counter goes up by the same power all the time, by the clock of all processes: between two instants its joules are the
 * power times the time, whenever it is read.
 */
export function steadyCollector(watts: number, parts: Partial<FoundSource> = {}): FakeCollector {
  const source = aFoundSource({ updatePeriodMs: readEveryMs, ...parts })
  const collector = new FakeCollector([source])
  const beganMs = monotonicNowMs()
  const timer = setInterval(() => {
    const atMs = monotonicNowMs()
    collector.give({ kind: 'counter', sourceId: source.id, atMs, joules: (watts * (atMs - beganMs)) / 1000 })
  }, readEveryMs)
  onTestFinished(() => clearInterval(timer))
  return collector
}
