import { createStore } from 'zustand/vanilla'
import type { Money } from '#contract/energy.ts'
import type { EnergySum, MeterState } from '#contract/meter.ts'
import type { LiveStore } from './live-store.ts'
import { emptyHistory, nextHistory, type ReadingHistory } from './reading-history.ts'
import type { HistoryStore } from './speed-history.ts'

/** The curves of the strip. Central figures: a curve shows the course, and the figure beside it the range. */
export type EnergyHistories = {
  /** Watts of what is charged; it goes on at rest. */
  power: HistoryStore
  /** Joules a token of the answer in progress, or of the last one. */
  perToken: HistoryStore
  /** What the conversation took so far, in money where all of it is in one currency, and else in joules. */
  spent: HistoryStore
}

type Reading = { key: string; value: number | null } | null

const powerOf = ({ charged }: MeterState): Reading =>
  charged && { key: charged.provenance, value: charged.powerW.central }

const perTokenOf = ({ live }: MeterState): Reading =>
  live && { key: live.messageId, value: live.joulesPerToken?.central ?? null }

/** What a sum cost; null without a price, and where no one amount says it: it was bought in several currencies. */
export const onlyMoney = ({ money: [first, ...others] }: Pick<EnergySum, 'money'>): Money | null =>
  first !== undefined && others.length === 0 ? first : null

const spentOf = ({ live, conversation }: MeterState): Reading => {
  if (!live || !conversation) return null
  const money = onlyMoney(conversation.sum)
  const value = money?.amount.central ?? conversation.sum.energyJ.central
  return { key: `${conversation.id} ${money?.currency ?? ''}`, value }
}

/** Histories fed by the meter's state, one value for each state. */
export const createEnergyHistories = (meter: LiveStore<MeterState>): EnergyHistories => {
  const fedBy = (readingOf: (state: MeterState) => Reading): HistoryStore => {
    const store = createStore<ReadingHistory>(() => emptyHistory)
    meter.subscribe((state) => {
      if (state) store.setState(nextHistory(store.getState(), readingOf(state), Date.now()), true)
    })
    return store
  }
  return { power: fedBy(powerOf), perToken: fedBy(perTokenOf), spent: fedBy(spentOf) }
}
