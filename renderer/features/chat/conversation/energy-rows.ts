import type { TFunction } from 'i18next'
import { type AnswerEnergy, joulesPerToken, type PhaseEnergy, scaleRange } from '#contract/energy.ts'
import { formatDuration, formatNumber } from '../../../i18n/format.ts'
import {
  formatCarbon,
  formatEnergy,
  formatJoulesPerToken,
  formatPower,
  formatWattHours,
} from '../../../i18n/format-energy.ts'
import { formatMoney, formatPrice } from '../../../i18n/format-money.ts'
import type { Note } from './note-list.tsx'

const perTokenNote = (name: string, phase: PhaseEnergy, energy: AnswerEnergy, t: TFunction<'energy'>): Note[] => {
  if (phase.isTooShort && phase.tokens > 0) {
    if (energy.gapMs > 0) return [[name, t('answer.notTold'), t('answer.notToldHint')]]
    return [[name, t('answer.tooShort'), t('answer.tooShortHint')]]
  }
  const value = joulesPerToken(phase)
  if (value === null) return []
  return [[name, t('answer.perTokenValue', { value: formatJoulesPerToken(value, energy.provenance) })]]
}

const powerNote = ({ energyJ, prefill, decode, gapMs, provenance }: AnswerEnergy, t: TFunction<'energy'>): Note[] => {
  const readMs = prefill.durationMs + decode.durationMs - gapMs
  return readMs > 0 ? [[t('answer.power'), formatPower(scaleRange(energyJ, 1000 / readMs), provenance)]] : []
}

const netNote = ({ netEnergyJ, idlePowerW, provenance }: AnswerEnergy, t: TFunction<'energy'>): Note => {
  if (netEnergyJ === null) return [t('answer.net'), t('answer.netUnknown'), t('answer.netUnknownHint')]
  const hint = t('answer.netHint', { power: formatPower(idlePowerW, provenance) })
  return [t('answer.net'), formatEnergy(netEnergyJ, provenance), hint]
}

const costNotes = ({ money, carbon, hardware, provenance }: AnswerEnergy, t: TFunction<'energy'>): Note[] => {
  const notes: Note[] = []
  if (money) {
    const prices = money.prices.map(({ pricePerKwh }) => formatPrice(money.currency, pricePerKwh)).join(', ')
    notes.push([t('answer.money'), formatMoney(money, provenance), t('answer.moneyHint', { prices })])
  }
  if (carbon) {
    const grams = formatNumber(carbon.gramsPerKwh)
    const hint = t('answer.carbonHint', { grams, source: carbon.source || t('answer.ownFactor') })
    notes.push([t('answer.carbon'), formatCarbon(carbon.grams, provenance), hint])
  }
  if (hardware) notes.push([t('answer.hardware'), formatPrice(hardware.currency, hardware.amount)])
  return notes
}

/** What is known of an answer's energy, a line each. */
export function energyRows(energy: AnswerEnergy, t: TFunction<'energy'>): Note[] {
  const { energyJ, provenance, prefill, decode, gapMs, parallelAnswers } = energy
  const notes: Note[] = [
    [t('answer.gross'), formatEnergy(energyJ, provenance)],
    [t('answer.wattHours'), formatWattHours(energyJ, provenance)],
    netNote(energy, t),
    ...powerNote(energy, t),
    ...perTokenNote(t('answer.perToken'), decode, energy, t),
    ...perTokenNote(t('answer.perPromptToken'), prefill, energy, t),
    ...costNotes(energy, t),
  ]
  if (gapMs > 0) notes.push([t('answer.gap'), formatDuration(gapMs)])
  if (parallelAnswers > 1) {
    const others = parallelAnswers - 1
    notes.push([t('answer.parallel'), t('answer.parallelAnswers', { count: others }), t('answer.parallelHint')])
  }
  return notes
}

/** What an answer's energy is from, for its badge. */
export const originOf = (energy: AnswerEnergy, t: TFunction<'energy'>) => ({
  provenance: energy.provenance,
  scopes: energy.sources.map(({ scope }) => scope),
  leavesOut: energy.leavesOut,
  sources: energy.sources,
  range: energy.energyJ,
  method: t('answer.method'),
})
