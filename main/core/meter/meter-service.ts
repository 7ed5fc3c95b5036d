import type { AnswerEnergy } from '#contract/energy.ts'
import type { CalibrationProgress, EnergyTotals, GuideEntry, MeterState, PowerHistory } from '#contract/meter.ts'
import type { Plug } from '#contract/plugs.ts'
import { LiveValue } from '../live-value.ts'
import { noEnergy } from './no-energy.ts'
import type { PowerSources } from './power-sources.ts'

/** The meter as the api sees it. */
export class MeterService {
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
  readonly #sources: PowerSources

  constructor({ sources }: { sources: PowerSources }) {
    this.#sources = sources
  }

  start(): void {
    this.#sources.start()
  }

  /** Answers whose energy becomes known, from now on. */
  async *answers(
    _signal: AbortSignal,
  ): AsyncGenerator<{ messageId: string; conversationId: string; energy: AnswerEnergy }, void, void> {}

  guide(): GuideEntry[] {
    return this.#sources.guide()
  }

  check(): Promise<GuideEntry[]> {
    return this.#sources.check()
  }

  power(_fromMs: number, _toMs: number, _points: number): PowerHistory {
    return { stepMs: 1000, atMs: [], series: [] }
  }

  totals(_fromMs: number, _toMs: number): EnergyTotals {
    return {
      sinceMs: null,
      answers: 0,
      promptTokens: 0,
      decodeTokens: 0,
      all: noEnergy,
      answering: noEnergy,
      loading: noEnergy,
      idle: { ...noEnergy, durationMs: 0 },
      hardware: [],
      days: [],
      models: [],
      conversations: [],
    }
  }

  async addPlug(_address: string): Promise<Plug> {
    throw new Error('No plug can be added')
  }

  removePlug(_id: string): void {}

  async *calibrate(_signal: AbortSignal): AsyncGenerator<CalibrationProgress, void, void> {}

  forgetCalibration(): void {}

  async close(): Promise<void> {
    await this.#sources.close()
  }
}
