import { median } from 'simple-statistics'
import type { LabTest } from '#contract/lab/run.ts'
import type { RateBook } from '../../library/rate-book.ts'
import type { LabRepository, TrendRow } from '../../ports/lab-repository.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { testName } from '../test-name.ts'

type KnownRatesOptions = {
  repository: Pick<LabRepository, 'trendRows'>
  rates: Pick<RateBook, 'measuredRates' | 'estimate'>
  machineFingerprint: string
}

/** Tokens a second that a model is likely to reach here, and by how much that may be off to each side. */
export type KnownRate = { tokensPerSecond: number; spread: number }

/** Processors and GPUs read a prompt several times as fast as they write: so many times at the least. */
const prefillFactor = 4
const spreads = { sameTest: 0.15, measured: 0.3, estimated: 0.6 }

/** How fast models were on this machine: in earlier runs, else in the chat, else by what the memory delivers. */
export class KnownRates {
  readonly #options: KnownRatesOptions
  readonly #rows = new Map<string, TrendRow[]>()

  constructor(options: KnownRatesOptions) {
    this.#options = options
  }

  /** null where nothing is known that tells. */
  decode(model: StoredModel, test: LabTest | null): KnownRate | null {
    const same = test && this.#ofTest(model, (name) => name === testName(test))
    if (same) return { tokensPerSecond: same, spread: spreads.sameTest }
    const measured =
      this.#ofTest(model, (name) => /^tg\d+$/.test(name)) ??
      this.#options.rates.measuredRates().get(model.id)?.tokensPerSecond
    if (measured !== undefined && measured !== null) return { tokensPerSecond: measured, spread: spreads.measured }
    const estimate = this.#options.rates.estimate(model.sizeBytes)
    return estimate && { tokensPerSecond: (estimate.low + estimate.high) / 2, spread: spreads.estimated }
  }

  /** null where nothing is known that tells. */
  prefill(model: StoredModel, test: LabTest | null): KnownRate | null {
    const same = test && this.#ofTest(model, (name) => name === testName(test))
    if (same) return { tokensPerSecond: same, spread: spreads.sameTest }
    const measured = this.#ofTest(model, (name) => /^pp\d+$/.test(name))
    if (measured !== null) return { tokensPerSecond: measured, spread: spreads.measured }
    const decode = this.decode(model, null)
    return decode && { tokensPerSecond: decode.tokensPerSecond * prefillFactor, spread: spreads.estimated }
  }

  #ofTest(model: StoredModel, isOne: (name: string) => boolean): number | null {
    const rates = this.#rowsOf(model)
      .filter(({ test }) => isOne(test.split(' · ')[0] ?? test))
      .flatMap((row) => row.rates.map(({ tokensPerSecond }) => tokensPerSecond))
    return rates.length === 0 ? null : median(rates)
  }

  #rowsOf({ name, quantization }: StoredModel): TrendRow[] {
    const key = `${name} ${quantization}`
    const known = this.#rows.get(key)
    if (known !== undefined) return known
    const { repository, machineFingerprint } = this.#options
    // The runs that have this model; they have others too.
    const rows = repository
      .trendRows({ modelName: name, quantization, machineFingerprint })
      .filter((row) => row.modelName === name && row.quantization === quantization)
    this.#rows.set(key, rows)
    return rows
  }
}
