import type { EngineActivity, ModelInMemory } from '../../engine/engine-activity.ts'
import type { PowerFeed } from '../power-feed.ts'
import type { WallClock } from '../wall-clock.ts'
import { ActivityTimeline, type Doing } from './activity-timeline.ts'
import { AnswerAccount } from './answer-account.ts'
import type { MeteredPiece } from './metered-piece.ts'
import type { PricedTime } from './priced-time.ts'

/** Where energy that belongs to no answer goes, and all that is measured while nothing but idling is done. */
export type AttributionSink = {
  onLoad: (piece: MeteredPiece, model: ModelInMemory) => void
  onIdle: (piece: MeteredPiece, models: readonly ModelInMemory[]) => void
  /** The machine does something else than idle with models in memory. */
  onBusy: (atMs: number) => void
  /** All of the answer's time was charged. */
  onEnded: (account: AnswerAccount) => void
}

type AttributionOptions = {
  feed: PowerFeed
  time: PricedTime
  clock: Pick<WallClock, 'toEpochMs'>
  sink: AttributionSink
  /** Of a message; null where it is in none, and is charged to nobody. */
  conversationOf: (messageId: string) => string | null
  monotonicNow: () => number
}

/** Sources that say nothing of an answer's end are waited for so long, or for two of their periods; of other times, as long as they are kept. */
const longestWaitForEndMs = 5000
const longestWaitMs = 10 * 60 * 1000

/** Charges the energy of each piece of time, once, to what was done in it. */
export class Attribution {
  readonly #options: AttributionOptions
  readonly #timeline: ActivityTimeline
  /** Of the answers that are running at the place that is reached, the oldest first. */
  readonly #accounts = new Map<string, AnswerAccount>()
  /** Of the sources that were charged last. */
  #updatePeriodMs = 0

  constructor(options: AttributionOptions) {
    this.#options = options
    this.#timeline = new ActivityTimeline(options.monotonicNow())
  }

  /** Time before this is charged. */
  get chargedUntilMs(): number {
    return this.#timeline.cursorMs
  }

  /** The models in memory, at the place that is reached. */
  get models(): readonly ModelInMemory[] {
    return this.#timeline.models
  }

  /** The answers in progress, as far as they are charged. */
  get running(): AnswerAccount[] {
    return [...this.#accounts.values()]
  }

  /** The end of an answer is told of and not charged yet. */
  get awaitsEnd(): boolean {
    return this.#timeline.firstEndMs !== null
  }

  /** Nothing more will be told: what is in progress ends now. */
  endAnswers(atMs: number): void {
    this.#timeline.endAnswers(atMs)
  }

  take(activity: EngineActivity): void {
    this.#timeline.take(activity)
  }

  /** Charges what is settled and known by now. */
  settle(): void {
    const { feed, monotonicNow } = this.#options
    const nowMs = monotonicNow()
    const untilMs = Math.min(feed.settledUntilMs, this.#timeline.knownUntilMs(nowMs))
    const { firstEndMs } = this.#timeline
    const waitMs = Math.max(longestWaitForEndMs, 2 * this.#updatePeriodMs)
    const lateEndMs = firstEndMs !== null && firstEndMs < nowMs - waitMs ? firstEndMs : untilMs
    this.settleUntil(Math.max(untilMs, lateEndMs, nowMs - longestWaitMs))
  }

  /** Charges up to an instant what is measured by now: what is measured of it later is charged to nobody. */
  settleUntil(untilMs: number): void {
    this.#timeline.advance(untilMs, {
      onPiece: (fromMs, toMs, doing) => this.#charge(fromMs, toMs, doing),
      onActivity: (activity) => this.#note(activity),
    })
  }

  #charge(fromMs: number, toMs: number, doing: Doing): void {
    const { feed, time, sink } = this.#options
    if (doing.kind !== 'idle') sink.onBusy(toMs)
    if (doing.kind === 'nothing') return
    for (const part of time.parts(fromMs, toMs)) {
      const piece: MeteredPiece = { ...part, charged: feed.between(part.fromMs, part.toMs) }
      this.#updatePeriodMs = piece.charged?.updatePeriodMs ?? 0
      if (doing.kind === 'load') sink.onLoad(piece, doing.model)
      else if (doing.kind === 'idle') sink.onIdle(piece, doing.models)
      else {
        const answers = doing.shares.length
        for (const { messageId, phase, share } of doing.shares) {
          this.#accounts.get(messageId)?.add(piece, { phase, share, answers })
        }
      }
    }
  }

  #note(activity: EngineActivity): void {
    if (activity.type === 'answer-began') {
      const { messageId, model, atMs: beganMs } = activity
      const conversationId = this.#options.conversationOf(messageId)
      const { models: modelsInMemory } = this.#timeline
      const startedAtMs = Math.round(this.#options.clock.toEpochMs(beganMs))
      const account = new AnswerAccount({ messageId, conversationId, model, modelsInMemory, beganMs, startedAtMs })
      this.#accounts.set(messageId, account)
      return
    }
    if (!('messageId' in activity)) return
    const account = this.#accounts.get(activity.messageId)
    if (account === undefined) return
    if (activity.type === 'answer-decoding') account.decodingMs = activity.atMs
    else account.noteTokens(activity)
    if (activity.type !== 'answer-ended') return
    account.endedMs = activity.atMs
    this.#accounts.delete(account.messageId)
    this.#options.sink.onEnded(account)
  }
}
