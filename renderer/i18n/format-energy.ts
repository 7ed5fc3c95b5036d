/** Energy, power and carbon for the reader. See format-range.ts for how many figures there are. */

import { joulesPerKwh, joulesPerWattHour, type Range } from '#contract/energy.ts'
import { formatNumber } from './format.ts'
import { type Figure, figureText, formatRange, type Known, type Units } from './format-range.ts'

const joules: Units = [
  { name: 'J', perUnit: 1 },
  { name: 'kJ', perUnit: 1e3 },
  { name: 'MJ', perUnit: 1e6 },
  { name: 'GJ', perUnit: 1e9 },
]
const axisUnits: Units = [
  { name: 'Wh', perUnit: joulesPerWattHour },
  { name: 'kWh', perUnit: joulesPerKwh },
  { name: 'MWh', perUnit: joulesPerKwh * 1e3 },
]
const wattHours: Units = [{ name: 'mWh', perUnit: joulesPerWattHour / 1e3 }, ...axisUnits]
const watts: Units = [
  { name: 'W', perUnit: 1 },
  { name: 'kW', perUnit: 1e3 },
]
const grams: Units = [
  { name: 'mg', perUnit: 1e-3 },
  { name: 'g', perUnit: 1 },
  { name: 'kg', perUnit: 1e3 },
  { name: 't', perUnit: 1e6 },
]
const joulesAlone: Units = [{ name: 'J', perUnit: 1 }]

/** The energy of an answer or a conversation, in joules: 240 J, 1.16 kJ; 140–380 J where it was estimated. */
export const energyFigure = (energyJ: Range | null | undefined, provenance: Known): Figure =>
  formatRange(energyJ, provenance, joules)
export const formatEnergy = (energyJ: Range | null | undefined, provenance: Known): string =>
  figureText(energyFigure(energyJ, provenance))

/** The energy of days and of all time: 77.0 Wh, 1.35 kWh. It is given in joules. */
export const wattHoursFigure = (energyJ: Range | null | undefined, provenance: Known): Figure =>
  formatRange(energyJ, provenance, wattHours)
export const formatWattHours = (energyJ: Range | null | undefined, provenance: Known): string =>
  figureText(wattHoursFigure(energyJ, provenance))

/** What stands at a tick of an axis of watt-hours, the unit at its top alone: in whole kilowatt-hours and more where the axis is long. */
export const wattHoursTick = (valueWh: number, mostWh: number, isTop: boolean): string => {
  const { name, perUnit } =
    axisUnits.findLast((unit) => mostWh * joulesPerWattHour >= 10 * unit.perUnit) ?? axisUnits[0]
  const value = (valueWh * joulesPerWattHour) / perUnit
  const text = formatNumber(value, value < 10 && !Number.isInteger(value) ? 2 : 0)
  return isTop ? `${text} ${name}` : text
}

/** Power: 104 W; 18–35 W where it was estimated. */
export const powerFigure = (powerW: Range | null | undefined, provenance: Known): Figure =>
  formatRange(powerW, provenance, watts)
export const formatPower = (powerW: Range | null | undefined, provenance: Known): string =>
  figureText(powerFigure(powerW, provenance))

/** Joules a token, always in joules and without a unit, so that models can be compared: 2.82; 1.4–3.8. */
export const formatJoulesPerToken = (joulesPerToken: Range | null | undefined, provenance: Known): string =>
  formatRange(joulesPerToken, provenance, joulesAlone).value

/** A mass of CO₂ equivalents, given in grams: 22.8 mg, 1.20 kg. */
export const formatCarbon = (massG: Range | null | undefined, provenance: Known): string =>
  figureText(formatRange(massG, provenance, grams))
