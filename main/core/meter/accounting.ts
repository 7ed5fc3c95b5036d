import type { Settings } from '#contract/settings.ts'
import type { Pricing } from '../cost/pricing.ts'
import type { EngineActivity } from '../engine/engine-activity.ts'
import type { LiveValue } from '../live-value.ts'
import { monotonicNowMs } from '../monotonic-clock.ts'
import type { EnergyLedgerRepository } from '../ports/energy-ledger-repository.ts'
import type { SettingsRepository } from '../ports/settings-repository.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import type { AnswerAccount } from './attribution/answer-account.ts'
import { AnswerBook, type KnownAnswer } from './attribution/answer-book.ts'
import { Attribution } from './attribution/attribution.ts'
import { HourLedger } from './attribution/hour-ledger.ts'
import { IdleBaseline } from './attribution/idle-baseline.ts'
import { PricedTime } from './attribution/priced-time.ts'
import type { PowerFeed } from './power-feed.ts'
import { WallClock } from './wall-clock.ts'

export type AccountingOptions = {
  feed: PowerFeed
  activity: { subscribe(listener: (activity: EngineActivity) => void): () => void }
  pricing: Pick<Pricing, 'at' | 'changesBetween'>
  settings: LiveValue<Settings>
  ledger: Pick<EnergyLedgerRepository, 'addAnswer' | 'addHours'>
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
  /** Of a message; null where it is in none, and is charged to nobody. */
  conversationOf: (messageId: string) => string | null
  onKnown: (answer: KnownAnswer) => void
  /** Called some times a second, when everything is up to date. */
  onBeat: () => void
  /** The ledger has more than before. */
  onWritten: () => void
  /** Milliseconds since the epoch. */
  now: () => number
  monotonicNow?: () => number
  setTimer?: SetTimer
}

const beatMs = 250
const beatsAFlush = 20
/** What is settled is waited for so long when the app closes. */
const closeWithinMs = 1000
const closeStepMs = 50

/** Charges what is measured to what the engine does, and writes it into the ledger. */
export class Accounting {
  readonly attribution: Attribution
  readonly hours: HourLedger
  readonly baseline: IdleBaseline
  readonly answers: AnswerBook
  readonly #options: AccountingOptions
  readonly #monotonicNow: () => number
  readonly #setTimer: SetTimer
  readonly #clock: WallClock
  readonly #stopFollowing: (() => void)[]
  #cancelBeat: () => void = () => undefined
  #beats = 0

  constructor(options: AccountingOptions) {
    const { feed, activity, pricing, settings, ledger, memory, conversationOf, onKnown, now } = options
    this.#options = options
    this.#monotonicNow = options.monotonicNow ?? monotonicNowMs
    this.#setTimer = options.setTimer ?? setSystemTimer
    this.#clock = new WallClock({ now, monotonicNow: this.#monotonicNow })
    this.hours = new HourLedger(ledger)
    this.baseline = new IdleBaseline(memory, this.#monotonicNow())
    this.answers = new AnswerBook({
      feed,
      clock: this.#clock,
      settings,
      baseline: this.baseline,
      ledger,
      onKnown,
    })
    this.attribution = new Attribution({
      feed,
      time: new PricedTime({ pricing, settings, clock: this.#clock }),
      clock: this.#clock,
      conversationOf,
      monotonicNow: this.#monotonicNow,
      sink: {
        onLoad: (piece, model) => this.hours.add('load', piece, [model]),
        onIdle: (piece, models) => {
          this.hours.add('idle', piece, models)
          this.baseline.add(piece, models)
        },
        onBusy: (atMs) => this.baseline.noteBusy(atMs),
        onEnded: (account) => this.answers.add(account),
      },
    })
    this.#stopFollowing = [
      activity.subscribe((one) => this.attribution.take(one)),
      feed.subscribe(() => this.#settle()),
    ]
  }

  start(): void {
    this.#armBeat()
  }

  /** The answers that are not in the ledger yet, in progress or ended, in the order of their ends and begins. */
  get unwritten(): AnswerAccount[] {
    return [...this.answers.waiting, ...this.attribution.running]
  }

  /** Settles what it can within about a second, and writes all. The engine is to have ended before, and the sources after. */
  async close(): Promise<void> {
    this.#cancelBeat()
    const closedMs = this.#monotonicNow()
    this.attribution.endAnswers(closedMs)
    this.attribution.settle()
    while (this.#hasAnswers && this.#monotonicNow() - closedMs < closeWithinMs) {
      await new Promise<void>((resolve) => this.#setTimer(resolve, closeStepMs))
      this.#settle()
    }
    for (const stop of this.#stopFollowing) stop()
    if (this.#hasAnswers) this.attribution.settleUntil(closedMs)
    this.answers.settle(Number.POSITIVE_INFINITY)
    this.baseline.noteBusy(closedMs)
    this.#flush()
  }

  get #hasAnswers(): boolean {
    return this.unwritten.length > 0 || this.attribution.awaitsEnd
  }

  #armBeat(): void {
    this.#cancelBeat = this.#setTimer(() => {
      this.#armBeat()
      this.#beat()
    }, beatMs)
  }

  #beat(): void {
    this.#clock.hasJumped(() => this.attribution.settle())
    this.#settle()
    this.#beats += 1
    if (this.#beats % beatsAFlush === 0) this.#flush()
    this.#options.onBeat()
  }

  #settle(): void {
    this.attribution.settle()
    this.answers.settle(this.#monotonicNow())
  }

  /** What cannot be written now is tried again with the next. */
  #flush(): void {
    for (const write of [() => this.hours.flush(), () => this.answers.flush(), () => this.baseline.save()]) {
      try {
        write()
      } catch {
        // The disk is full, say: what was measured is kept until there is room.
      }
    }
    this.#options.onWritten()
  }
}
