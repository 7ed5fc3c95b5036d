import { type Collector, sourceIdSchema } from '#contract/energy.ts'
import type { GuideEntry } from '#contract/meter.ts'
import type { MeterSettings, Settings } from '#contract/settings.ts'
import { Fault } from '../fault.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector, PowerReading } from '../ports/power-collector.ts'
import { shownText } from '../shown-text.ts'
import { MeteredSource } from './metered-source.ts'

export type CollectorRunnerOptions = {
  collector: PowerCollector
  settings: () => Settings
  monotonicNow: () => number
  onReading: (source: MeteredSource, reading: PowerReading) => void
}

/** A source that failed is tried again after so long, and each time three times later up to the most. */
const firstRetryMs = 5000
const longestRetryMs = 5 * 60 * 1000
/** A source that was well for so long begins with the first again. */
const wellMs = 60_000
/** What there is may change: it is looked again so often. */
const lookIntervalMs = 60_000
/** No machine has more of one kind. What says so is broken, and would take the whole processor. */
const mostSources = 256

/** One collector: what it found, what of that is read, and what was dropped and is to be tried again. */
export class CollectorRunner {
  readonly sources = new Map<string, MeteredSource>()
  guide: GuideEntry[] = []
  readonly #options: CollectorRunnerOptions
  readonly #closing = new AbortController()
  #reading: AbortController | null = null
  /** What is read and with which settings; a change of it begins the reading anew. */
  #readKey = ''
  #looking: Promise<void> | null = null
  #lookedAtMs = 0

  constructor(options: CollectorRunnerOptions) {
    this.#options = options
  }

  /** Looks what there is, and reads it. `forgets`: what is not there any more was taken out by the user. */
  look({ forgets = false }: { forgets?: boolean } = {}): Promise<void> {
    const looking: Promise<void> = (this.#looking ?? Promise.resolve())
      .then(() => this.#look(forgets))
      .finally(() => {
        if (this.#looking === looking) this.#looking = null
      })
    this.#looking = looking
    return looking
  }

  /** Looks again and tries at once what failed. */
  check(): Promise<void> {
    for (const source of this.sources.values()) {
      source.drops = 0
      if (source.drop !== null) source.drop = { ...source.drop, retryAtMs: null }
    }
    return this.look()
  }

  /** What is turned off is not read, and what is turned on again is. */
  applyOffSources(): void {
    const { offSources } = this.#options.settings().meter
    for (const source of this.sources.values()) {
      if (offSources.includes(source.found.id) === (source.state === 'off')) continue
      source.leave(source.state === 'off' ? 'starting' : 'off')
    }
    this.#read()
  }

  /** Drops what is not heard any more, and looks again where it is time for that. */
  beat(): void {
    const nowMs = this.#options.monotonicNow()
    for (const source of this.sources.values()) {
      if (!source.isLostAt(nowMs)) continue
      this.#drop(source, new Fault('METER_SOURCE_GONE', { params: { name: source.found.name }, detail: 'no reading' }))
    }
    const isDue = [...this.sources.values()].some(
      ({ state, drop }) => state === 'failed' && (drop?.retryAtMs ?? Number.POSITIVE_INFINITY) <= nowMs,
    )
    if (this.#looking === null && (isDue || nowMs - this.#lookedAtMs >= lookIntervalMs)) void this.look()
  }

  close(): void {
    this.#closing.abort()
    this.#reading?.abort()
  }

  async #look(forgets: boolean): Promise<void> {
    const { signal } = this.#closing
    if (signal.aborted) return
    const detection = await this.#options.collector.detect(this.#options.settings(), signal).catch(() => null)
    this.#lookedAtMs = this.#options.monotonicNow()
    if (signal.aborted || detection === null) return
    this.#merge(detection, forgets)
    this.#read()
  }

  #merge({ sources, locked, guide }: Detection, forgets: boolean): void {
    this.guide = guide
    const { offSources } = this.#options.settings().meter
    const present = new Set<string>()
    for (const found of sources.flatMap(possible).slice(0, mostSources)) {
      present.add(found.id)
      const source = this.#sourceOf(found)
      if (offSources.includes(found.id)) source.leave('off')
      else if (this.#isToBeTried(source)) source.leave('starting')
    }
    for (const { source: lockedSource, path, detail } of locked) {
      const [found] = possible(lockedSource)
      if (found === undefined) continue
      present.add(found.id)
      const source = this.#sourceOf(found)
      const fault = new Fault('METER_SOURCE_LOCKED', { params: { path, name: found.name }, detail })
      source.leave('locked', { problem: fault.toProblem(), retryAtMs: null })
    }
    for (const [id, source] of this.sources) {
      if (present.has(id)) continue
      if (forgets || source.state === 'off' || source.state === 'locked') this.sources.delete(id)
      else if (source.drop !== null) source.drop = { ...source.drop, retryAtMs: null }
      else {
        const fault = new Fault('METER_SOURCE_GONE', { params: { name: source.found.name } })
        source.leave('failed', { problem: fault.toProblem(), retryAtMs: null })
      }
    }
  }

  /** The source that is known of what was found; another where the device says something else of itself now. */
  #sourceOf(found: FoundSource): MeteredSource {
    const known = this.sources.get(found.id)
    if (known !== undefined && JSON.stringify(known.found) === JSON.stringify(found)) return known
    known?.leave('off')
    const source = new MeteredSource(found)
    this.sources.set(found.id, source)
    // What is read is another, though its id is the same.
    this.#readKey = ''
    return source
  }

  #isToBeTried({ state, drop }: MeteredSource): boolean {
    if (state === 'off' || state === 'locked') return true
    return state === 'failed' && (drop?.retryAtMs ?? 0) <= this.#options.monotonicNow()
  }

  #drop(source: MeteredSource, fault: Fault): void {
    const nowMs = this.#options.monotonicNow()
    const wasWell = source.liveSinceMs !== null && nowMs - source.liveSinceMs > wellMs
    source.drops = wasWell ? 1 : source.drops + 1
    const pauseMs = Math.min(longestRetryMs, firstRetryMs * 3 ** (source.drops - 1))
    source.leave('failed', { problem: fault.toProblem(), retryAtMs: nowMs + pauseMs })
    // The others are read on as they are.
    this.#readKey = this.#keyOf(this.#wanted())
    if (this.#wanted().length === 0) this.#reading?.abort()
  }

  #wanted(): MeteredSource[] {
    return [...this.sources.values()].filter(({ state }) => isRead(state))
  }

  #keyOf(sources: readonly MeteredSource[]): string {
    const { collector } = this.#options.collector
    const settings = settingsFor(collector, this.#options.settings().meter)
    return sources.length === 0 ? '' : JSON.stringify([settings, ...sources.map(({ found }) => found.id)])
  }

  #read(): void {
    if (this.#closing.signal.aborted) return
    const wanted = this.#wanted()
    const key = this.#keyOf(wanted)
    if (key === this.#readKey && key !== '') return
    this.#reading?.abort()
    this.#readKey = key
    if (wanted.length === 0) return
    const reading = new AbortController()
    this.#reading = reading
    for (const source of wanted) source.readSinceMs = this.#options.monotonicNow()
    this.#options.collector.read(
      wanted.map(({ found }) => found),
      this.#options.settings(),
      this.#sinkOf(reading.signal),
      reading.signal,
    )
  }

  #sinkOf(signal: AbortSignal): CollectorSink {
    const sourceOf = (id: string): MeteredSource | null => {
      const source = this.sources.get(id)
      return signal.aborted || source === undefined || !isRead(source.state) ? null : source
    }
    return {
      onReading: (reading) => {
        const source = sourceOf(reading.sourceId)
        if (source !== null) this.#options.onReading(source, reading)
      },
      onFailure: (sourceId, error) => {
        const source = sourceOf(sourceId)
        if (source !== null) this.#drop(source, Fault.from(error))
      },
    }
  }
}

/** A source as it was found, with no more of its name than can be shown; none where its id is none of the contract's. */
function possible(found: FoundSource): FoundSource[] {
  return sourceIdSchema.safeParse(found.id).success ? [{ ...found, name: shownText(found.name) }] : []
}

function isRead(state: MeteredSource['state']): boolean {
  return state === 'starting' || state === 'live' || state === 'silent'
}

/** What of the settings a collector reads by. */
function settingsFor(collector: Collector, { plugs, cpuLimitW, supply }: MeterSettings): unknown {
  if (collector === 'shelly' || collector === 'tasmota') return plugs
  return collector === 'estimate' ? [cpuLimitW, supply] : null
}
