import type {
  CalibrationProgress,
  EnergyForecast,
  EnergyTotals,
  GuideEntry,
  MeterState,
  PowerHistory,
} from '#contract/meter.ts'
import type { Plug } from '#contract/plugs.ts'
import type { AnswerSource } from '../chat/answer-source.ts'
import type { ActivityTeller } from '../engine/activity-teller.ts'
import { EventQueue } from '../event-queue.ts'
import { Fault } from '../fault.ts'
import type { LiveValue } from '../live-value.ts'
import type { PlugProber } from '../ports/plug-prober.ts'
import type { Store } from '../ports/store.ts'
import type { SettingsService } from '../settings/settings-service.ts'
import { Accounting, type AccountingOptions } from './accounting.ts'
import type { KnownAnswer } from './attribution/answer-book.ts'
import type { CalibrationMemory } from './calibration/calibration-memory.ts'
import { Calibrator } from './calibration/calibrator.ts'
import { runLoad } from './calibration/run-load.ts'
import { forecastAnswers, forecastFrom } from './forecast.ts'
import { MeterBoard } from './meter-board.ts'
import { PlugList } from './plug-list.ts'
import { powerColumns } from './power-columns.ts'
import type { PowerSources } from './power-sources.ts'

export type MeterServiceOptions = Pick<AccountingOptions, 'pricing' | 'now' | 'monotonicNow' | 'setTimer'> & {
  sources: PowerSources
  engine: AnswerSource & { readonly activity: Pick<ActivityTeller, 'subscribe'> }
  store: Pick<Store, 'conversations' | 'energyLedger' | 'powerHistory' | 'settings'>
  settings: SettingsService
  plugs: PlugProber
  calibration: CalibrationMemory
  /** A conversation's energy has changed. */
  announce: (conversationId: string) => void
}

/** The meter as the api sees it. */
export class MeterService {
  readonly #options: MeterServiceOptions
  readonly #board: MeterBoard
  readonly #accounting: Accounting
  readonly #plugs: PlugList
  readonly #calibrator: Calibrator
  readonly #closing = new AbortController()
  /** Of those who read answers' energy. */
  readonly #queues = new Set<EventQueue<KnownAnswer>>()

  constructor(options: MeterServiceOptions) {
    const { sources, engine, store, settings, plugs, calibration, now } = options
    this.#options = options
    this.#board = new MeterBoard({ sources, ledger: store.energyLedger, now })
    this.#accounting = new Accounting({
      ...options,
      feed: sources,
      activity: engine.activity,
      settings: settings.state,
      ledger: store.energyLedger,
      memory: store.settings,
      conversationOf: (messageId) => this.#conversationOf(messageId),
      onKnown: (answer) => this.#tell(answer),
      onBeat: () => this.#board.refresh(this.#accounting),
      onWritten: () => this.#board.noteWritten(),
    })
    this.#plugs = new PlugList({ prober: plugs, settings })
    this.#calibrator = new Calibrator({ sources, memory: calibration, runLoad: (signal) => runLoad(engine, signal) })
  }

  get state(): LiveValue<MeterState> {
    return this.#board.state
  }

  start(): void {
    this.#options.sources.start()
    this.#accounting.start()
  }

  /** Answers whose energy becomes known, from now on. */
  async *answers(signal: AbortSignal): AsyncGenerator<KnownAnswer, void, void> {
    const queue = new EventQueue<KnownAnswer>()
    const close = () => queue.close()
    this.#queues.add(queue)
    signal.addEventListener('abort', close)
    if (signal.aborted) close()
    try {
      yield* queue
    } finally {
      signal.removeEventListener('abort', close)
      this.#queues.delete(queue)
    }
  }

  guide(): GuideEntry[] {
    return this.#options.sources.guide()
  }

  check(): Promise<GuideEntry[]> {
    return this.#options.sources.check()
  }

  power(fromMs: number, toMs: number, points: number): PowerHistory {
    return powerColumns(this.#options.store.powerHistory.read(fromMs, toMs, points))
  }

  totals(fromMs: number, toMs: number): EnergyTotals {
    return this.#options.store.energyLedger.totals(fromMs, toMs)
  }

  /** What a prompt will take, by the model's last answers; null before there are some. */
  forecast(modelId: string, promptCharacters: number): EnergyForecast | null {
    return forecastFrom(this.#options.store.energyLedger.recentAnswers(modelId, forecastAnswers), promptCharacters)
  }

  /** Faults: METER_PLUG_…. */
  addPlug(address: string): Promise<Plug> {
    return this.#plugs.add(address, this.#closing.signal)
  }

  /** Faults: METER_PLUG_NOT_FOUND. */
  removePlug(id: string): void {
    this.#plugs.remove(id)
  }

  /** An answer that is in progress, or begins, interrupts it. Faults: CALIBRATION_…, MODEL_…, ENGINE_…. */
  async *calibrate(signal: AbortSignal): AsyncGenerator<CalibrationProgress, void, void> {
    const answered = new AbortController()
    if (this.#accounting.attribution.running.length > 0) throw new Fault('CALIBRATION_INTERRUPTED')
    const stop = this.#options.engine.activity.subscribe((activity) => {
      if (activity.type === 'answer-began' && this.#conversationOf(activity.messageId) !== null) answered.abort()
    })
    try {
      yield* this.#calibrator.calibrate(AbortSignal.any([signal, answered.signal, this.#closing.signal]))
    } finally {
      stop()
    }
  }

  forgetCalibration(): void {
    this.#calibrator.forget()
  }

  /** Settles and writes what it can within about a second, then ends the reading of the sources. The engine is to have ended before. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#accounting.close()
    for (const queue of this.#queues) queue.close()
    await this.#options.sources.close()
  }

  #tell(answer: KnownAnswer): void {
    this.#board.noteKnown(answer)
    for (const queue of this.#queues) queue.push(answer)
    this.#options.announce(answer.conversationId)
  }

  #conversationOf(messageId: string): string | null {
    return this.#options.store.conversations.message(messageId)?.conversationId ?? null
  }
}
