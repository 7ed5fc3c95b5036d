/** Names that the system knows: countries, currencies, days of the week. */

const locale = 'en'
const countries = new Intl.DisplayNames([locale], { type: 'region' })
const currencies = new Intl.DisplayNames([locale], { type: 'currency' })
const weekdays = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' })
const longWeekdays = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

/** The name of a country by its ISO 3166-1 alpha-2 code; the code where it has none. */
export const countryName = (code: string): string => countries.of(code) ?? code

/** The name of a currency by its ISO 4217 code. */
export const currencyName = (code: string): string => currencies.of(code) ?? code

/** 1 January 2024 was a Monday. */
const dayOf = (weekday: number): number => Date.UTC(2024, 0, weekday)

/** A day of the week, 1 Monday to 7 Sunday: Mon. */
export const weekdayName = (weekday: number): string => weekdays.format(dayOf(weekday))

/** The same in full: Monday. */
export const longWeekdayName = (weekday: number): string => longWeekdays.format(dayOf(weekday))
