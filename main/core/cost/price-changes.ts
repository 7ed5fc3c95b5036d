import { Temporal } from 'temporal-polyfill'
import type { Tariff } from '#contract/tariff.ts'
import { minuteOf, priceAt } from './price-at.ts'
import { isKnownTimeZone } from './time-zone.ts'

/**
 * The instants after `fromMs` and before `toMs` at which the price of a kilowatt-hour changes, in order. The clocks' own changes are among
 * them where they move the time into or out of a period.
 */
export function priceChanges(tariff: Tariff, fromMs: number, toMs: number): number[] {
  const { periods, timeZone } = tariff
  if (periods.length === 0 || toMs <= fromMs || !isKnownTimeZone(timeZone)) return []
  const minutes = new Set(periods.flatMap(({ from, to }) => [minuteOf(from), minuteOf(to)]))
  const candidates = new Set(clockChanges(timeZone, fromMs, toMs))
  for (const day of daysBetween(timeZone, fromMs, toMs)) {
    for (const minute of minutes) {
      const time = day.toPlainDateTime().add({ minutes: minute })
      // Twice: the hour that comes twice passes the same time of day twice.
      for (const disambiguation of ['earlier', 'later'] as const) {
        candidates.add(time.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds)
      }
    }
  }
  return [...candidates]
    .filter((atMs) => atMs > fromMs && atMs < toMs && priceAt(tariff, atMs - 1) !== priceAt(tariff, atMs))
    .sort((a, b) => a - b)
}

/** When the zone's clocks are put forward or back between two instants. */
function clockChanges(timeZone: string, fromMs: number, toMs: number): number[] {
  const changes: number[] = []
  let next = zoned(timeZone, fromMs).getTimeZoneTransition('next')
  while (next !== null && next.epochMilliseconds < toMs) {
    changes.push(next.epochMilliseconds)
    next = next.getTimeZoneTransition('next')
  }
  return changes
}

function* daysBetween(timeZone: string, fromMs: number, toMs: number): Generator<Temporal.PlainDate> {
  const last = zoned(timeZone, toMs).toPlainDate()
  let day = zoned(timeZone, fromMs).toPlainDate()
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    yield day
    day = day.add({ days: 1 })
  }
}

function zoned(timeZone: string, atMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(timeZone)
}
