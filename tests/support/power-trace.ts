import { expect } from 'vitest'
import type { FoundSource, PowerReading } from '../../main/core/ports/power-collector.ts'
import { integrate } from './integrate.ts'

/** A power that swings between 50 W and 250 W in two seconds. */
export function tracePowerW(ms: number): number {
  return 150 + 100 * Math.sin((ms / 2000) * 2 * Math.PI)
}

/** The joules of that power from its start on. */
export function traceJoules(ms: number): number {
  return (150 * ms) / 1000 + ((100 * 2) / (2 * Math.PI)) * (1 - Math.cos((ms / 2000) * 2 * Math.PI))
}

/** The readings tell the trace's joules between `fromMs` and `toMs` of it, to within 1 %. */
export function expectTrace(
  readings: readonly PowerReading[],
  source: Pick<FoundSource, 'wrapJ'>,
  { fromMs = 0, toMs }: { fromMs?: number; toMs: number },
): void {
  const wanted = traceJoules(toMs) - traceJoules(fromMs)
  expect(Math.abs(integrate(readings, source) - wanted)).toBeLessThan(wanted / 100)
}
