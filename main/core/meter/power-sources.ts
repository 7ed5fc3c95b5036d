import type { ChargedPower, GuideEntry, PowerSource } from '#contract/meter.ts'
import type { MeterSettings, Settings } from '#contract/settings.ts'
import { LiveValue } from '../live-value.ts'
import { monotonicNowMs } from '../monotonic-clock.ts'
import type { FoundSource, HistorySource, PowerCollector, PowerPiece } from '../ports/index.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import type { Calibration } from './calibration/calibration-memory.ts'
import { ChargeLog } from './charge-log.ts'
import { chooseCharged, chooseComponents, nothingCharged } from './choose-charged.ts'
import { nextCommonTimeMs } from './common-times.ts'
import type { CoveredEnergy } from './energy-ring.ts'
import type { ChargedEnergy, PowerFeed } from './power-feed.ts'
import { chargedPower, shownSource } from './shown-source.ts'
import { SourceSet } from './source-set.ts'
import { takePieces } from './take-pieces.ts'
import { WallClock } from './wall-clock.ts'

export type PowerSourcesOptions = {
  collectors: readonly PowerCollector[]
  settings: LiveValue<Settings>
  /** The calibration in force. */
  calibration?: LiveValue<Calibration | null>
  /** The machine has a graphics card of its own, which a sum without it leaves out. */
  hasGpu?: () => boolean
  /** Nothing is looked for before it resolves. */
  windowDrawn?: Promise<void> | undefined
  /** Milliseconds since the epoch. */
  now: () => number
  monotonicNow?: () => number
  setTimer?: SetTimer
}

/** What was measured since the last call, for the history. */
export type PiecesListener = (sources: readonly HistorySource[], pieces: readonly PowerPiece[]) => void

/** Everything beside the readings themselves is done so often: each time takes about as much as ten readings. */
const beatMs = 200
const beatsAState = 2
const beatsAHandOver = 10
/** A beat that comes later tells that the process stood still, and not that its sources did. */
const standstillMs = 1500

/** All that power is read from: which there are, what they read, and which of them are charged. */
export class PowerSources implements PowerFeed {
  readonly state = new LiveValue<PowerSource[]>([])
  readonly charged = new LiveValue<ChargedPower | null>(null)
  /** True when it was looked once what there is, until the meter is turned off. */
  readonly isRunning = new LiveValue(false)
  readonly #options: PowerSourcesOptions
  readonly #monotonicNow: () => number
  readonly #setTimer: SetTimer
  readonly #clock: WallClock
  readonly #log: ChargeLog
  readonly #listeners = new Set<() => void>()
  readonly #piecesListeners = new Set<PiecesListener>()
  readonly #stopFollowing: (() => void)[]
  #set: SourceSet | null = null
  #settings: MeterSettings
  #phase: 'waiting' | 'started' | 'closed' = 'waiting'
  #cancelBeat: (() => void) | null = null
  #beats = 0
  #beatAtMs = 0

  constructor(options: PowerSourcesOptions) {
    this.#options = options
    this.#monotonicNow = options.monotonicNow ?? monotonicNowMs
    this.#setTimer = options.setTimer ?? setSystemTimer
    this.#clock = new WallClock({ now: options.now, monotonicNow: this.#monotonicNow })
    this.#log = new ChargeLog(this.#monotonicNow())
    this.#settings = options.settings.value.meter
    this.#stopFollowing = [
      options.settings.subscribe(({ meter }) => this.#follow(meter)),
      options.calibration?.subscribe((calibration) => this.#set?.calibrate(calibration)) ?? (() => undefined),
    ]
  }

  get settledUntilMs(): number {
    // Where nothing is charged there is nothing to wait for.
    if (this.#log.sources.length === 0) this.#log.settle(this.#monotonicNow())
    return this.#log.settledMs
  }

  /** Looks for sources and begins to read, once the window is drawn. Returns at once. */
  start(): void {
    void Promise.resolve(this.#options.windowDrawn).then(() => {
      if (this.#phase !== 'waiting') return
      this.#phase = 'started'
      if (this.#settings.isOn) this.#begin()
    })
  }

  guide(): GuideEntry[] {
    return this.#set?.guide() ?? []
  }

  /** Looks again and tries at once what failed. */
  async check(): Promise<GuideEntry[]> {
    await this.#set?.check()
    return this.guide()
  }

  between(fromMs: number, toMs: number): ChargedEnergy | null {
    return this.#log.between(fromMs, toMs)
  }

  edgeErrorJ(fromMs: number, toMs: number): number {
    return this.#log.edgeErrorJ(fromMs, toMs)
  }

  subscribe(listener: () => void): () => void {
    const own = () => listener()
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  /** Hands on what each source measured, charged or not, about every two seconds. Returns the way to stop. */
  onPieces(listener: PiecesListener): () => void {
    const own: PiecesListener = (sources, pieces) => listener(sources, pieces)
    this.#piecesListeners.add(own)
    return () => this.#piecesListeners.delete(own)
  }

  /** What a calibration compares: the live plugs, none where one is missing, and the parts that would be charged without them. */
  calibrationSides(): { plugs: FoundSource[]; components: FoundSource[] } {
    const candidates = this.#set?.candidates() ?? []
    const plugs = candidates.filter(({ found }) => found.provenance === 'wall-metered')
    const live = candidates.filter(({ isLive }) => isLive)
    const areLive = plugs.every(({ isLive }) => isLive)
    return {
      plugs: areLive ? plugs.map(({ found }) => found) : [],
      components: chooseComponents(
        live.map(({ found }) => found),
        this.#settings.countPlatform,
      ),
    }
  }

  /** The energy of one source, charged or not; null where it is not there. */
  energyOf(sourceId: string, fromMs: number, toMs: number): CoveredEnergy | null {
    return this.#set?.find(sourceId)?.energy.between(fromMs, toMs) ?? null
  }

  async close(): Promise<void> {
    this.#phase = 'closed'
    for (const stop of this.#stopFollowing) stop()
    this.#end()
  }

  #begin(): void {
    const { collectors, settings, calibration } = this.#options
    const set = new SourceSet({
      collectors,
      settings: () => settings.value,
      monotonicNow: this.#monotonicNow,
      onReading: (source, reading) => {
        this.#noteJump()
        source.take(reading)
      },
    })
    set.calibrate(calibration?.value ?? null)
    this.#set = set
    void set.look().then(() => {
      if (this.#set !== set) return
      this.#publish()
      this.isRunning.set(true)
    })
    this.#beatAtMs = this.#monotonicNow()
    this.#armBeat()
  }

  #end(): void {
    this.#cancelBeat?.()
    this.#handOnPieces()
    this.#set?.close()
    this.#set = null
    this.#log.change(nothingCharged, [], this.#monotonicNow())
    this.#publish()
    this.isRunning.set(false)
  }

  #follow(meter: MeterSettings): void {
    const before = this.#settings
    this.#settings = meter
    if (this.#phase !== 'started') return
    if (meter.isOn && this.#set === null) this.#begin()
    else if (!meter.isOn && this.#set !== null) this.#end()
    else this.#set?.follow(before)
  }

  #armBeat(): void {
    const nowMs = this.#monotonicNow()
    this.#cancelBeat = this.#setTimer(
      () => {
        this.#armBeat()
        this.#beat()
      },
      nextCommonTimeMs(nowMs, nowMs, beatMs) - nowMs,
    )
  }

  #beat(): void {
    const nowMs = this.#monotonicNow()
    this.#beats += 1
    this.#noteJump()
    if (nowMs - this.#beatAtMs > standstillMs) {
      for (const source of this.#set?.all ?? []) source.forgiveLateness(nowMs)
    }
    this.#beatAtMs = nowMs
    this.#set?.beat()
    this.#choose(nowMs)
    if (this.#log.settle(nowMs)) for (const listener of this.#listeners) listener()
    if (this.#beats % beatsAHandOver === 0) this.#handOnPieces()
    if (this.#beats % beatsAState === 0) this.#publish()
  }

  /** After a jump of the clocks nothing is known of the time between, and what was measured before it has the time of day of before. */
  #noteJump(): void {
    if (!this.#clock.hasJumped(() => this.#handOnPieces())) return
    const nowMs = this.#monotonicNow()
    for (const source of this.#set?.all ?? []) source.noteJump(nowMs)
  }

  /** Looks what is best now, and notes it where that is another than before. */
  #choose(nowMs: number): void {
    const { countPlatform } = this.#settings
    const hasGpu = this.#options.hasGpu?.() ?? false
    const choice = chooseCharged(this.#set?.candidates() ?? [], { countPlatform, hasGpu })
    const sources = choice.ids.flatMap((id) => this.#set?.find(id) ?? [])
    const before = this.#log.sources
    const isSame = sources.length === before.length && sources.every((source, index) => source === before[index])
    const leavesOutSame = choice.leavesOut.length === this.#log.choice.leavesOut.length
    if (!isSame || !leavesOutSame) this.#log.change(choice, sources, nowMs)
  }

  #handOnPieces(): void {
    const sources = this.#set?.all ?? []
    const pieces = sources.flatMap((source) => takePieces(source, this.#clock))
    if (pieces.length === 0) return
    const measured = new Set(pieces.map(({ sourceId }) => sourceId))
    const named = sources.map(({ found }) => found).filter(({ id }) => measured.has(id))
    for (const listener of this.#piecesListeners) listener(named, pieces)
  }

  #publish(): void {
    const nowMs = this.#monotonicNow()
    const { sources, choice } = this.#log
    this.state.set((this.#set?.all ?? []).map((source) => shownSource(source, sources, nowMs, this.#clock)))
    this.charged.set(chargedPower(choice, sources))
  }
}
