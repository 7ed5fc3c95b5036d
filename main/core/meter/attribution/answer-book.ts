import type { AnswerEnergy } from '#contract/energy.ts'
import type { Settings } from '#contract/settings.ts'
import type { LiveValue } from '../../live-value.ts'
import type { AnswerEntry, EnergyLedgerRepository } from '../../ports/energy-ledger-repository.ts'
import type { PowerFeed } from '../power-feed.ts'
import type { WallClock } from '../wall-clock.ts'
import type { AnswerAccount } from './answer-account.ts'
import { answerEnergy } from './answer-energy.ts'
import type { IdleBaseline } from './idle-baseline.ts'

/** The energy of an answer that has become known. */
export type KnownAnswer = { messageId: string; conversationId: string; energy: AnswerEnergy }

type AnswerBookOptions = {
  feed: Pick<PowerFeed, 'settledUntilMs' | 'edgeErrorJ'>
  clock: Pick<WallClock, 'toEpochMs'>
  settings: LiveValue<Settings>
  baseline: Pick<IdleBaseline, 'powerW'>
  ledger: Pick<EnergyLedgerRepository, 'addAnswer'>
  onKnown: (answer: KnownAnswer) => void
}

/** The error at the end of a window is told by what comes after it: it is waited for so many periods of the sources, and no longer than this. */
const periodsAfter = 3
const longestAfterMs = 2000
/** Sources that say nothing more are waited for so long after the end. */
const giveUpMs = 5000

/** Answers that have ended, until their energy is known and stored. */
export class AnswerBook {
  readonly #options: AnswerBookOptions
  #ended: AnswerAccount[] = []
  /** What the database did not take. */
  #unwritten: AnswerEntry[] = []

  constructor(options: AnswerBookOptions) {
    this.#options = options
  }

  /** Ended answers whose energy is not known yet. */
  get waiting(): readonly AnswerAccount[] {
    return this.#ended
  }

  add(account: AnswerAccount): void {
    this.#ended.push(account)
  }

  /** Makes the energy of the answers after whose end enough was read, or was waited for long enough. */
  settle(nowMs: number): void {
    if (this.#ended.length === 0) return
    const { settledUntilMs } = this.#options.feed
    const due = this.#ended.filter(({ endedMs, whole }) => {
      const endMs = endedMs ?? settledUntilMs
      const afterMs = Math.min(longestAfterMs, periodsAfter * whole.updatePeriodMs)
      return settledUntilMs >= endMs + afterMs || nowMs >= endMs + giveUpMs
    })
    this.#ended = this.#ended.filter((account) => !due.includes(account))
    for (const account of due) this.#finish(account)
  }

  /** Writes what could not be written before. Throws what the database throws. */
  flush(): void {
    for (let entry = this.#unwritten[0]; entry !== undefined; entry = this.#unwritten[0]) {
      this.#write(entry)
      this.#unwritten.shift()
    }
  }

  #finish(account: AnswerAccount): void {
    const { feed, clock, settings, baseline } = this.#options
    const { messageId, conversationId, model, modelsInMemory, whole } = account
    const idlePowerW = baseline.powerW(modelsInMemory, whole.shares)
    const energy = answerEnergy(account, { feed, clock, amortisation: settings.value.amortisation, idlePowerW })
    if (energy === null || conversationId === null) return
    const { modelId, name: modelName, quantization } = model
    const entry = { messageId, conversationId, modelId, modelName, quantization, energy }
    try {
      this.#write(entry)
    } catch {
      this.#unwritten.push(entry)
    }
  }

  #write(entry: AnswerEntry): void {
    const { messageId, conversationId, energy } = entry
    this.#options.ledger.addAnswer(entry)
    this.#options.onKnown({ messageId, conversationId, energy })
  }
}
