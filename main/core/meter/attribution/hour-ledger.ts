import { addRanges, type Money, scaleRange } from '#contract/energy.ts'
import type { EnergySum } from '#contract/meter.ts'
import { costOfEnergy } from '../../cost/energy-cost.ts'
import type { ModelInMemory } from '../../engine/engine-activity.ts'
import type { EnergyLedgerRepository, HourEntry } from '../../ports/energy-ledger-repository.ts'
import { noEnergy } from '../no-energy.ts'
import { addEnergySums, addKnown } from './energy-sums.ts'
import type { MeteredPiece } from './metered-piece.ts'

const msPerHour = 3_600_000

/** Gathers the energy of loads and of idling by the hour, so that the ledger is written every some seconds. It is priced as it is used. */
export class HourLedger {
  readonly #repository: Pick<EnergyLedgerRepository, 'addHours'>
  #gathered = new Map<string, HourEntry>()

  constructor(repository: Pick<EnergyLedgerRepository, 'addHours'>) {
    this.#repository = repository
  }

  /** Adds a piece that lies within one hour. Several models that idle in memory together share it evenly. */
  add(kind: HourEntry['kind'], piece: MeteredPiece, models: readonly ModelInMemory[]): void {
    for (const model of models) this.#addEntry(entryOf(kind, piece, model, 1 / models.length))
  }

  /** What is not written yet, of hours that begin at a time or later. */
  sumSince(fromMs: number): EnergySum {
    return [...this.#gathered.values()]
      .filter(({ hourStartMs }) => hourStartMs >= fromMs)
      .reduce((sum, entry) => addEnergySums(sum, sumOf(entry)), noEnergy)
  }

  /** Writes what was gathered; what cannot be written is kept for the next time. Throws what the database throws. */
  flush(): void {
    if (this.#gathered.size === 0) return
    this.#repository.addHours([...this.#gathered.values()])
    this.#gathered = new Map()
  }

  #addEntry(entry: HourEntry | null): void {
    if (entry === null) return
    const { kind, hourStartMs, modelId, money, provenance } = entry
    const key = JSON.stringify([kind, hourStartMs, modelId, money?.currency ?? null, provenance])
    const before = this.#gathered.get(key)
    this.#gathered.set(key, before === undefined ? entry : added(before, entry))
  }
}

function entryOf(
  kind: HourEntry['kind'],
  { atMs, charged, price: { price, carbon } }: MeteredPiece,
  { modelId, name, quantization }: ModelInMemory,
  share: number,
): HourEntry | null {
  if (charged === null) return null
  const energyJ = scaleRange(charged.energyJ, share)
  return {
    kind,
    hourStartMs: Math.floor(atMs / msPerHour) * msPerHour,
    modelId,
    modelName: name,
    quantization,
    durationMs: charged.coveredMs * share,
    energyJ,
    provenance: charged.provenance,
    money: price && { currency: price.currency, amount: costOfEnergy(energyJ, price.pricePerKwh) },
    carbonG: carbon && costOfEnergy(energyJ, carbon.gramsPerKwh),
  }
}

function added(one: HourEntry, other: HourEntry): HourEntry {
  return {
    ...one,
    durationMs: one.durationMs + other.durationMs,
    energyJ: addRanges(one.energyJ, other.energyJ),
    money: one.money && other.money && addAmounts(one.money, other.money),
    carbonG: addKnown(one.carbonG, other.carbonG),
  }
}

/** Of one currency: the key says so. */
function addAmounts(one: Money, other: Money): Money {
  return { currency: one.currency, amount: addRanges(one.amount, other.amount) }
}

function sumOf({ energyJ, money, carbonG, provenance }: HourEntry): EnergySum {
  const unpricedJ = money === null ? energyJ.central : 0
  return { energyJ, money: money === null ? [] : [money], unpricedJ, carbonG, provenance }
}
