import { joulesPerToken } from '#contract/energy.ts'
import type { EnergySum, LiveEnergy, MeterState } from '#contract/meter.ts'
import { LiveValue } from '../live-value.ts'
import type { EnergyLedgerRepository } from '../ports/energy-ledger-repository.ts'
import type { Accounting } from './accounting.ts'
import type { AnswerAccount } from './attribution/answer-account.ts'
import type { KnownAnswer } from './attribution/answer-book.ts'
import { addEnergySums } from './attribution/energy-sums.ts'
import { isReadInPart } from './attribution/window-energy.ts'
import { noEnergy } from './no-energy.ts'
import type { PowerSources } from './power-sources.ts'

type MeterBoardOptions = {
  sources: Pick<PowerSources, 'state' | 'charged' | 'isRunning'>
  ledger: Pick<EnergyLedgerRepository, 'sum' | 'ofConversation'>
  /** Milliseconds since the epoch. */
  now: () => number
}

type Written = { conversation: EnergySum; today: EnergySum; midnightMs: number }

/** The meter's state as the interface shows it. */
export class MeterBoard {
  readonly state = new LiveValue<MeterState>({
    isRunning: false,
    sources: [],
    charged: null,
    live: null,
    lastAnswer: null,
    conversation: null,
    today: noEnergy,
    idlePowerW: null,
  })
  readonly #options: MeterBoardOptions
  #lastAnswer: MeterState['lastAnswer'] = null
  #conversationId: string | null = null
  /** What the ledger had when it was written last; null: to be asked again. */
  #written: Written | null = null

  constructor(options: MeterBoardOptions) {
    this.#options = options
  }

  /** The ledger has more than before. */
  noteWritten(): void {
    this.#written = null
  }

  noteKnown({ messageId, energy }: KnownAnswer): void {
    this.#lastAnswer = { messageId, energy }
    this.noteWritten()
  }

  /** Shows what there is now; nothing is published where it is the same as before. */
  refresh(accounting: Pick<Accounting, 'unwritten' | 'hours' | 'attribution' | 'baseline'>): void {
    const { sources } = this.#options
    const answers = accounting.unwritten.filter(({ conversationId }) => conversationId !== null)
    const newest = answers.at(-1)
    if (newest !== undefined && newest.conversationId !== this.#conversationId) {
      this.#conversationId = newest.conversationId
      this.noteWritten()
    }
    const { conversation, today, midnightMs } = this.#ofLedger()
    const ofConversation = answers.filter(({ conversationId }) => conversationId === this.#conversationId)
    const next: MeterState = {
      isRunning: sources.isRunning.value,
      sources: sources.state.value,
      charged: sources.charged.value,
      live: newest === undefined ? null : liveOf(newest),
      lastAnswer: this.#lastAnswer,
      conversation:
        this.#conversationId === null ? null : { id: this.#conversationId, sum: plus(conversation, ofConversation) },
      today: plus(addEnergySums(today, accounting.hours.sumSince(midnightMs)), answers),
      idlePowerW: this.#idlePowerW(accounting),
    }
    if (!isSame(this.state.value, next)) this.state.set(next)
  }

  #ofLedger(): Written {
    const midnight = new Date(this.#options.now())
    midnight.setHours(0, 0, 0, 0)
    const midnightMs = midnight.getTime()
    if (this.#written === null || this.#written.midnightMs !== midnightMs) {
      const { ledger } = this.#options
      this.#written = {
        conversation: this.#conversationId === null ? noEnergy : ledger.ofConversation(this.#conversationId),
        today: ledger.sum(midnightMs, Number.MAX_SAFE_INTEGER),
        midnightMs,
      }
    }
    return this.#written
  }

  #idlePowerW({ attribution, baseline }: Pick<Accounting, 'attribution' | 'baseline'>): MeterState['idlePowerW'] {
    if (attribution.models.length === 0) return null
    const charged = this.#options.sources.state.value.filter(({ isCharged }) => isCharged)
    return baseline.powerW(
      attribution.models,
      charged.map(({ id }) => ({ sourceId: id })),
    )
  }
}

function liveOf({ messageId, whole, decode, decodeAtToken, decodeTokens: tokens }: AnswerAccount): LiveEnergy | null {
  if (!whole.isMeasured) return null
  const { energyJ = null, durationMs = 0 } = decodeAtToken ?? {}
  const isTooShort = !decode.isMeasured || durationMs < 2 * decode.updatePeriodMs || isReadInPart(decode)
  return { messageId, sum: whole.sum(), joulesPerToken: joulesPerToken({ durationMs, tokens, energyJ, isTooShort }) }
}

function plus(sum: EnergySum, answers: readonly AnswerAccount[]): EnergySum {
  return answers.reduce((total, { whole }) => addEnergySums(total, whole.sum()), sum)
}

/** What grows while something is measured comes with new figures of the sources. */
function isSame(before: MeterState, next: MeterState): boolean {
  return (
    before.sources === next.sources &&
    before.charged === next.charged &&
    before.isRunning === next.isRunning &&
    before.lastAnswer === next.lastAnswer &&
    before.live?.messageId === next.live?.messageId &&
    before.live?.sum.energyJ.central === next.live?.sum.energyJ.central &&
    before.conversation?.id === next.conversation?.id &&
    before.conversation?.sum.energyJ.central === next.conversation?.sum.energyJ.central &&
    before.today.energyJ.central === next.today.energyJ.central &&
    before.idlePowerW === next.idlePowerW
  )
}
