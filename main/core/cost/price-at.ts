import { Temporal } from 'temporal-polyfill'
import type { Tariff, TariffPeriod } from '#contract/tariff.ts'
import { isKnownTimeZone } from './time-zone.ts'

/**
 * What a kilowatt-hour costs at an instant, in milliseconds since the epoch. Periods go by the clock on the wall of the tariff's zone: one
 * in the hour that is missing in spring does not happen that day, and one in the hour that comes twice in autumn happens twice. In a zone
 * that this system has forgotten, the price outside of all periods holds.
 */
export function priceAt({ pricePerKwh, periods, timeZone }: Tariff, atMs: number): number {
  if (periods.length === 0 || !isKnownTimeZone(timeZone)) return pricePerKwh
  const time = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(timeZone)
  const minute = time.hour * 60 + time.minute
  const period = periods.find((one) => isWithin(one, time.dayOfWeek, minute))
  return period?.pricePerKwh ?? pricePerKwh
}

/** True where a period that began on this day, or on the day before, holds in this minute of the day. */
function isWithin({ weekdays, from, to }: TariffPeriod, weekday: number, minute: number): boolean {
  const start = minuteOf(from)
  const end = minuteOf(to)
  const lastsIntoNextDay = end <= start
  const beganToday = weekdays.includes(weekday) && minute >= start && (lastsIntoNextDay || minute < end)
  return beganToday || (lastsIntoNextDay && weekdays.includes(weekday === 1 ? 7 : weekday - 1) && minute < end)
}

/** Minutes since midnight, 0 to 1440, of a time such as `22:30`. */
export function minuteOf(timeOfDay: string): number {
  const [hours = '0', minutes = '0'] = timeOfDay.split(':')
  return Number(hours) * 60 + Number(minutes)
}
