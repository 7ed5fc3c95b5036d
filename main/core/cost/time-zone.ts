import { Temporal } from 'temporal-polyfill'

/** True where the system knows this zone, by its IANA name or as an offset. */
export function isKnownTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
    return true
  } catch {
    return false
  }
}
