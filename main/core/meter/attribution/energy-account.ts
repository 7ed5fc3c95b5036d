import {
  addRanges,
  type LeftOut,
  leastDirect,
  type Money,
  type Provenance,
  type Range,
  type SourceShare,
  scaleRange,
} from '#contract/energy.ts'
import type { EnergySum } from '#contract/meter.ts'
import type { CarbonFactor } from '#contract/tariff.ts'
import { costOfEnergy } from '../../cost/energy-cost.ts'
import { noEnergy } from '../no-energy.ts'
import { addKnown } from './energy-sums.ts'
import type { MeteredPiece } from './metered-piece.ts'

/** Energy that was bought at one price, or that stands for CO₂ by one factor. */
export type EnergyAt<Rate> = { rate: Rate; energyJ: Range }

export type Price = { pricePerKwh: number; currency: string }

/** Adds up a part of the energy of pieces of time. It grows with the sources and prices in it, and not with the time. */
export class EnergyAccount {
  energyJ: Range = noEnergy.energyJ
  durationMs = 0
  /** Milliseconds of it that all charged sources cover. */
  coveredMs = 0
  /** Milliseconds of the covered time that are this account's own, by its shares. */
  ownMs = 0
  /** Joules of the pieces' whole energy, of which a part is this account's. */
  windowJ = 0
  /** The slowest of the sources. */
  updatePeriodMs = 0
  readonly #shares = new Map<string, SourceShare>()
  readonly #leavesOut = new Set<LeftOut>()
  readonly #prices = new Map<string, EnergyAt<Price>>()
  readonly #factors = new Map<string, EnergyAt<CarbonFactor>>()

  add({ fromMs, toMs, charged, price: inForce }: MeteredPiece, share: number): void {
    this.durationMs += toMs - fromMs
    if (charged === null) return
    const energyJ = scaleRange(charged.energyJ, share)
    this.energyJ = addRanges(this.energyJ, energyJ)
    this.coveredMs += charged.coveredMs
    this.ownMs += charged.coveredMs * share
    this.windowJ += charged.energyJ.central
    this.updatePeriodMs = Math.max(this.updatePeriodMs, charged.updatePeriodMs)
    for (const source of charged.shares) {
      const part = scaleRange(source.energyJ, share)
      const before = this.#shares.get(source.sourceId)?.energyJ
      this.#shares.set(source.sourceId, { ...source, energyJ: before === undefined ? part : addRanges(before, part) })
    }
    for (const part of charged.leavesOut) this.#leavesOut.add(part)
    const { price, carbon } = inForce
    if (price !== null) addAt(this.#prices, `${price.currency} ${price.pricePerKwh}`, price, energyJ)
    if (carbon !== null) addAt(this.#factors, JSON.stringify(carbon), carbon, energyJ)
  }

  /** False where nothing was charged in any of it. */
  get isMeasured(): boolean {
    return this.#shares.size > 0
  }

  get shares(): SourceShare[] {
    return [...this.#shares.values()]
  }

  get leavesOut(): LeftOut[] {
    return [...this.#leavesOut]
  }

  /** null where nothing was charged. */
  get provenance(): Provenance | null {
    return leastDirect(this.shares.map(({ provenance }) => provenance))
  }

  get prices(): EnergyAt<Price>[] {
    return [...this.#prices.values()]
  }

  get factors(): EnergyAt<CarbonFactor>[] {
    return [...this.#factors.values()]
  }

  sum(): EnergySum {
    const money = new Map<string, Range>()
    let pricedJ = 0
    for (const { rate, energyJ } of this.#prices.values()) {
      const amount = costOfEnergy(energyJ, rate.pricePerKwh)
      pricedJ += energyJ.central
      const before = money.get(rate.currency)
      money.set(rate.currency, before === undefined ? amount : addRanges(before, amount))
    }
    const carbonG = this.factors.reduce<Range | null>(
      (sum, { rate, energyJ }) => addKnown(sum, costOfEnergy(energyJ, rate.gramsPerKwh)),
      null,
    )
    const { energyJ, provenance } = this
    return {
      energyJ,
      money: [...money].map(([currency, amount]): Money => ({ currency, amount })),
      // By rounding alone it may come out below nothing.
      unpricedJ: Math.max(0, energyJ.central - pricedJ),
      carbonG,
      provenance,
    }
  }
}

function addAt<Rate>(entries: Map<string, EnergyAt<Rate>>, key: string, rate: Rate, energyJ: Range): void {
  const before = entries.get(key)?.energyJ
  entries.set(key, { rate, energyJ: before === undefined ? energyJ : addRanges(before, energyJ) })
}
