import { addMoney, addRanges, leastDirect } from '#contract/energy.ts'
import type { EnergyTotals } from '#contract/meter.ts'

/** How much time a bar stands for. */
export type BarUnit = 'day' | 'week' | 'month'

/** The parts of a bar, the lowest first: the models with the most energy, all others, loads, idling. In joules. */
export type DayBar = {
  /** The first day of it, ISO 8601. */
  key: string
  modelsJ: number[]
  othersJ: number
  loadingJ: number
  idleJ: number
  energyJ: EnergyTotals['all']['energyJ']
  money: EnergyTotals['all']['money']
  provenance: EnergyTotals['all']['provenance']
}

/** Models that have an ink of their own; the fourth is for all others. */
export const inkedModels = 3

const longestInDays = 62
const longestInWeeks = 53 * 7

/** The days as numbers since 1970, so that they can be counted without regard to clocks. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

const dayOfNumber = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)

/** The system's own day of a time, ISO 8601. */
export const dayOf = (atMs: number): string => {
  const at = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** Days, weeks or months, so that there are no more than about sixty bars. */
export function unitFor(firstDay: string, lastDay: string): BarUnit {
  const days = dayNumber(lastDay) - dayNumber(firstDay) + 1
  if (days <= longestInDays) return 'day'
  return days <= longestInWeeks ? 'week' : 'month'
}

/** The first day of the bar that a day belongs to. Weeks begin on Monday. */
export function barKey(day: string, unit: BarUnit): string {
  if (unit === 'day') return day
  if (unit === 'month') return `${day.slice(0, 7)}-01`
  // 1 January 1970 was a Thursday.
  const number = dayNumber(day)
  return dayOfNumber(number - ((number + 3) % 7))
}

/** All bars between two days, those without energy too. */
export function barKeys(firstDay: string, lastDay: string, unit: BarUnit): string[] {
  const keys: string[] = []
  for (let number = dayNumber(firstDay); number <= dayNumber(lastDay); number += 1) {
    const key = barKey(dayOfNumber(number), unit)
    if (keys.at(-1) !== key) keys.push(key)
  }
  return keys
}

const emptyBar = (key: string, models: number): DayBar => ({
  key,
  modelsJ: Array.from({ length: models }, () => 0),
  othersJ: 0,
  loadingJ: 0,
  idleJ: 0,
  energyJ: { low: 0, central: 0, high: 0 },
  money: [],
  provenance: null,
})

/**
 * The days as bars. `modelIds` are those with an ink of their own, the most energy first. What is neither a model's nor idling is loading.
 */
export function barsOf(
  days: EnergyTotals['days'],
  { keys, unit, modelIds }: { keys: readonly string[]; unit: BarUnit; modelIds: readonly (string | null)[] },
): DayBar[] {
  const bars = new Map(keys.map((key) => [key, emptyBar(key, modelIds.length)]))
  for (const { day, sum, idleJ, models } of days) {
    const bar = bars.get(barKey(day, unit))
    if (!bar) continue
    let ofModels = 0
    for (const { id, energyJ } of models) {
      const index = modelIds.indexOf(id)
      if (index === -1) bar.othersJ += energyJ
      else bar.modelsJ[index] = (bar.modelsJ[index] ?? 0) + energyJ
      ofModels += energyJ
    }
    bar.idleJ += idleJ
    bar.loadingJ += Math.max(0, sum.energyJ.central - idleJ - ofModels)
    bar.energyJ = addRanges(bar.energyJ, sum.energyJ)
    bar.money = addMoney(bar.money, sum.money)
    bar.provenance = leastDirect([bar.provenance, sum.provenance])
  }
  return [...bars.values()]
}

/** The models with an ink of their own. */
export const inkedIds = (models: EnergyTotals['models']): (string | null)[] =>
  models.slice(0, models.length === inkedModels + 1 ? inkedModels + 1 : inkedModels).map(({ id }) => id)
