import type { Tariff, TariffPeriod } from '#contract/tariff.ts'

/** Thirty cents a kilowatt-hour in Berlin, at any time, unless told otherwise. */
export function aTariff(parts: Partial<Tariff> = {}): Tariff {
  return { currency: 'EUR', pricePerKwh: 0.3, periods: [], timeZone: 'Europe/Berlin', source: null, ...parts }
}

/** Ten cents between two times of day, on all days unless told otherwise. */
export function nightOf(from: string, to: string, weekdays = [1, 2, 3, 4, 5, 6, 7]): TariffPeriod {
  return { name: 'Night', weekdays, from, to, pricePerKwh: 0.1 }
}

/** Milliseconds since the epoch of an ISO 8601 time. */
export function at(time: string): number {
  return Date.parse(time)
}
