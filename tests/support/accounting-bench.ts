import type { AnswerEnergy } from '#contract/energy.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { Pricing } from '../../main/core/cost/pricing.ts'
import type { EngineActivity, ModelInMemory } from '../../main/core/engine/engine-activity.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { Accounting } from '../../main/core/meter/accounting.ts'
import type { KnownAnswer } from '../../main/core/meter/attribution/answer-book.ts'
import type { Store } from '../../main/core/ports/store.ts'
import { FakeFeed } from './fake-feed.ts'
import { ManualClock } from './manual-clock.ts'
import { aMessage } from './messages.ts'
import { tempStore } from './temp-store.ts'

export const aModel = (modelId = 'small'): ModelInMemory => ({
  modelId,
  name: `Model ${modelId}`,
  quantization: 'Q4_1',
})

/** The accounting over a feed, a clock and an engine that a test plays, and a real database. */
export class AccountingBench {
  readonly clock = new ManualClock()
  readonly feed = new FakeFeed(this.clock.monotonicNow)
  readonly settings: LiveValue<Settings>
  readonly store: Store
  readonly known: KnownAnswer[] = []
  readonly accounting: Accounting
  #take: (activity: EngineActivity) => void = () => undefined

  constructor({ settings = {}, store = tempStore() }: { settings?: Partial<Settings>; store?: Store } = {}) {
    this.store = store
    this.settings = new LiveValue<Settings>({ ...defaultSettings, ...settings })
    const { now, monotonicNow, setTimer } = this.clock
    this.accounting = new Accounting({
      feed: this.feed,
      activity: {
        subscribe: (listener) => {
          this.#take = listener
          return () => undefined
        },
      },
      pricing: new Pricing({ settings: this.settings, now }),
      settings: this.settings,
      ledger: store.energyLedger,
      memory: store.settings,
      conversationOf: (messageId) => store.conversations.message(messageId)?.conversationId ?? null,
      onKnown: (answer) => this.known.push(answer),
      onBeat: () => undefined,
      onWritten: () => undefined,
      now,
      monotonicNow,
      setTimer,
    })
    this.accounting.start()
  }

  /** A conversation with a message that can be answered, for each id. */
  write(...messageIds: string[]): void {
    for (const id of messageIds) {
      this.store.conversations.append({
        conversation: {
          id: `conversation of ${id}`,
          title: id,
          createdAtMs: this.clock.now(),
          settings: { systemPrompt: null, sampling: {} },
        },
        messages: [aMessage({ id, conversationId: `conversation of ${id}` })],
      })
    }
  }

  tell(activity: EngineActivity): void {
    this.#take(activity)
  }

  models(...models: ModelInMemory[]): void {
    this.tell({ type: 'models', atMs: this.clock.nowMs, models })
  }

  begin(messageId: string, model = aModel()): void {
    this.tell({ type: 'answer-began', atMs: this.clock.nowMs, messageId, model })
  }

  decode(messageId: string): void {
    this.tell({ type: 'answer-decoding', atMs: this.clock.nowMs, messageId })
  }

  progress(messageId: string, prefillTokens: number, decodeTokens: number): void {
    this.tell({ type: 'answer-progress', atMs: this.clock.nowMs, messageId, prefillTokens, decodeTokens })
  }

  end(messageId: string, prefillTokens: number, decodeTokens: number): void {
    this.tell({ type: 'answer-ended', atMs: this.clock.nowMs, messageId, prefillTokens, decodeTokens })
  }

  /** An answer of a second of prefill with 100 tokens and four of decoding with 40. */
  answer(messageId: string): void {
    this.begin(messageId)
    this.pass(1000)
    this.progress(messageId, 100, 0)
    this.decode(messageId)
    this.pass(4000)
    this.end(messageId, 100, 40)
  }

  pass(ms: number): void {
    this.clock.advance(ms)
  }

  /** Lets the last answer's energy become known and all of the past be charged. */
  settle(): void {
    this.pass(6000)
  }

  energyOf(messageId: string): AnswerEnergy {
    const known = this.known.find((answer) => answer.messageId === messageId)
    if (known === undefined) throw new Error(`The energy of ${messageId} is not known`)
    return known.energy
  }

  /** Ends it as the app does, while the clock goes on. */
  async close(): Promise<void> {
    const closed = this.accounting.close()
    let isClosed = false
    void closed.finally(() => {
      isClosed = true
    })
    while (!isClosed) {
      this.pass(50)
      await Promise.resolve()
    }
    await closed
  }
}

/** A bench in which a model is in memory and the machine takes so much power. */
export function idlingBench(
  watts: number,
  options: ConstructorParameters<typeof AccountingBench>[0] = {},
): AccountingBench {
  const bench = new AccountingBench(options)
  bench.feed.setPower(watts)
  bench.models(aModel())
  return bench
}
