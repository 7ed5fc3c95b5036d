import type { FoundSource, PowerReading } from '../../main/core/ports/power-collector.ts'

/**
 * The joules that readings of one source tell: the difference of a counter's, each wrap added, or the trapezoids below power's. A reference
 * for tests, apart from the meter's own.
 */
export function integrate(readings: readonly PowerReading[], { wrapJ }: Pick<FoundSource, 'wrapJ'>): number {
  let joules = 0
  for (const [index, reading] of readings.entries()) {
    const before = readings[index - 1]
    if (before?.kind === 'counter' && reading.kind === 'counter') {
      const difference = reading.joules - before.joules
      joules += difference < 0 ? difference + (wrapJ ?? Number.NaN) : difference
    } else if (before?.kind === 'power' && reading.kind === 'power') {
      joules += ((wattsOf(before) + wattsOf(reading)) / 2) * ((reading.atMs - before.atMs) / 1000)
    }
  }
  return joules
}

function wattsOf({ watts }: PowerReading & { kind: 'power' }): number {
  return typeof watts === 'number' ? watts : watts.central
}
