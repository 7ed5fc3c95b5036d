import type { Range } from '#contract/energy.ts'
import type { LabEnergy } from '#contract/lab/run.ts'
import type { Settings } from '#contract/settings.ts'
import type { Pricing } from '../../cost/pricing.ts'
import type { LiveValue } from '../../live-value.ts'
import { EnergyAccount } from '../../meter/attribution/energy-account.ts'
import { PricedTime } from '../../meter/attribution/priced-time.ts'
import { gapOf, isTooShort, moneyOf, netOf, withEdges } from '../../meter/attribution/window-energy.ts'
import type { PowerFeed } from '../../meter/power-feed.ts'
import { WallClock } from '../../meter/wall-clock.ts'
import { idlePower } from './idle-power.ts'
import { type RunClock, waitFor } from './run-clock.ts'

/** The meter's readings in a span of the monotonic clock. */
export type Span = { fromMs: number; toMs: number }

export type RepetitionMeterOptions = {
  feed: PowerFeed
  pricing: Pick<Pricing, 'at' | 'changesBetween'>
  settings: LiveValue<Settings>
  clock: RunClock
}

/** The error at the end of a window is told by what comes after it: it is waited for so many periods of the sources, and no longer than this. */
const periodsAfter = 3
const longestAfterMs = 2000
/** Sources that say nothing of a window's end are waited for so long, or for two of their periods. */
const giveUpMs = 5000
/** After a load the machine needs so long to come to rest. */
const restMs = 3000
/** So much rest tells the idle power. */
const idleMs = 30_000

/** What the meter says of exactly the time of a repetition. */
export class RepetitionMeter {
  readonly #options: RepetitionMeterOptions

  constructor(options: RepetitionMeterOptions) {
    this.#options = options
  }

  /** Whether anything is measured now. */
  get isMeasuring(): boolean {
    const nowMs = this.#options.clock.monotonicNow()
    return this.#options.feed.between(nowMs - giveUpMs, nowMs) !== null
  }

  /** Waits until the sources have said all they will of a span. Returns early when the signal aborts. */
  async settled({ fromMs, toMs }: Span, signal: AbortSignal): Promise<void> {
    const { feed, clock } = this.#options
    const periodMs = feed.between(fromMs, toMs)?.updatePeriodMs ?? 0
    const untilMs = toMs + Math.min(periodsAfter * periodMs, longestAfterMs)
    const giveUpAtMs = toMs + Math.max(giveUpMs, 2 * periodMs)
    const isOver = () => feed.settledUntilMs >= untilMs || clock.monotonicNow() >= giveUpAtMs
    if (isOver()) return
    const over = new AbortController()
    const stop = feed.subscribe(() => {
      if (isOver()) over.abort()
    })
    try {
      await waitFor(giveUpAtMs - clock.monotonicNow(), clock, AbortSignal.any([signal, over.signal]))
    } finally {
      stop()
    }
  }

  /** The energy of a span that is settled; null where nothing was measured in it. */
  energy({ fromMs, toMs }: Span, idlePowerW: Range | null): LabEnergy | null {
    const { feed } = this.#options
    const account = this.#account({ fromMs, toMs })
    const { provenance, shares, leavesOut } = account
    if (provenance === null) return null
    const edgesJ = feed.edgeErrorJ(fromMs, toMs)
    const energyJ = withEdges(account, edgesJ)
    const money = moneyOf(energyJ, account)
    return {
      energyJ,
      netEnergyJ: idlePowerW && netOf(energyJ, idlePowerW, account.ownMs),
      provenance,
      scopes: [...new Set(shares.map(({ scope }) => scope))],
      leavesOut,
      isTooShort: isTooShort(account, toMs - fromMs, edgesJ),
      gapMs: gapOf(account),
      money: money && { currency: money.currency, amount: money.amount },
    }
  }

  /** Rests with a model loaded, and says what the machine takes then; null where that cannot be told, and where the signal aborted. */
  async idle(signal: AbortSignal): Promise<Range | null> {
    const { clock, feed } = this.#options
    await waitFor(restMs, clock, signal)
    const fromMs = clock.monotonicNow()
    await waitFor(idleMs, clock, signal)
    if (signal.aborted) return null
    const span = { fromMs, toMs: clock.monotonicNow() }
    await this.settled(span, signal)
    return signal.aborted ? null : idlePower(feed, span)
  }

  #account({ fromMs, toMs }: Span): EnergyAccount {
    const { feed, clock, pricing, settings } = this.#options
    const account = new EnergyAccount()
    // Made anew each time, since the machine may have slept since the last.
    const time = new PricedTime({ pricing, settings, clock: new WallClock(clock) })
    for (const part of time.parts(fromMs, toMs)) {
      account.add({ ...part, charged: feed.between(part.fromMs, part.toMs) }, 1)
    }
    return account
  }
}
