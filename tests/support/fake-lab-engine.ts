import type { LabParameters, SpeedTest } from '#contract/lab/plan.ts'
import { engineCrash } from '../../main/core/engine-crash.ts'
import { Fault } from '../../main/core/fault.ts'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import type {
  LabEngine,
  LabLoaded,
  LabMemoryUse,
  QualityRequest,
  QualityTokens,
  SpeedResult,
} from '../../main/core/ports/lab-engine.ts'
import { fakeQualityTokens } from './fake-quality-tokens.ts'
import type { ManualClock } from './manual-clock.ts'
import { type RateShape, SeededNoise, seededRate } from './seeded-rates.ts'

/** What the fake does; change any part of it at any time, the next call takes it. */
export type FakeLabScript = {
  /** True tokens a second of a test by the model's file and the parameters of its load. */
  rate: (path: string, test: SpeedTest, parameters: LabParameters) => number
  /** What is laid over the true rate; drift is by load of the same file. */
  shape: RateShape
  seed: number
  /** The process dies in the midst of these repetitions, counted from 0 over all loads. */
  crashAt: (repetition: number) => boolean
  /** From this call on nothing comes back any more, as where the app was killed in its midst; counted from 0 over loads, warm-ups and repetitions. */
  hangsFromCall: number
  /** What a load of a file is refused with. */
  loadFault: (path: string, parameters: LabParameters) => Fault | null
  /** What a load tells beside its defaults. */
  loaded: (path: string) => Partial<LabLoaded>
  memory: (path: string) => LabMemoryUse
  /** Milliseconds that pass for each that a repetition is said to take, where there is no clock of a test: 0 for at once. */
  pace: number
  /** Mean negative log-likelihood and divergence from the reference of a file. */
  quality: (path: string) => { nll: number; kl: number }
}

const defaultScript: FakeLabScript = {
  rate: (_path, { promptTokens }) => (promptTokens > 0 ? 500 : 50),
  shape: { noise: 0.01 },
  seed: 1,
  crashAt: () => false,
  hangsFromCall: Number.POSITIVE_INFINITY,
  loadFault: () => null,
  loaded: () => ({}),
  memory: () => ({ residentBytes: 150e6, peakResidentBytes: 200e6, vramBytes: null }),
  pace: 0,
  quality: () => ({ nll: 3.4, kl: 0.02 }),
}

/** What was asked of it, in order. */
export type FakeLabCall =
  | { call: 'load'; path: string; parameters: LabParameters }
  | { call: 'warm-up'; path: string; test: SpeedTest }
  | { call: 'speed'; path: string; test: SpeedTest; seed: number }
  | { call: 'quality'; path: string; chunks: readonly number[] }
  | { call: 'close' }

/**
 * A lab engine without a process or a model: its times are those of its script with seeded noise, drift and disturbances over them. With a
 * clock of a test, a repetition lets as much of that clock's time pass as it is said to take.
 */
export class FakeLabEngine implements LabEngine {
  script: FakeLabScript
  readonly calls: FakeLabCall[] = []
  pid: number | null = null
  readonly #clock: ManualClock | null
  readonly #noise: SeededNoise
  #loaded: { path: string; parameters: LabParameters } | null = null
  readonly #loads = new Map<string, number>()
  #repetitions = 0
  #interrupt: ((fault: Fault) => void) | null = null

  constructor(script: Partial<FakeLabScript> = {}, clock: ManualClock | null = null) {
    this.script = { ...defaultScript, ...script }
    this.#clock = clock
    this.#noise = new SeededNoise(this.script.seed)
  }

  async load(
    { path, parameters }: Parameters<LabEngine['load']>[0],
    { signal, onProgress }: Parameters<LabEngine['load']>[1],
  ): Promise<LabLoaded> {
    signal.throwIfAborted()
    this.calls.push({ call: 'load', path, parameters })
    const fault = this.script.loadFault(path, parameters)
    if (fault !== null) throw fault
    for (const progress of [0, 0.5, 1]) onProgress(progress)
    await this.#pass(20, signal)
    this.pid = 4000
    this.#loaded = { path, parameters }
    this.#loads.set(path, (this.#loads.get(path) ?? -1) + 1)
    return {
      description: 'fake 1B Q4_0',
      tensorBytes: 100_000_000,
      parameterCount: 134_515_008,
      vocabularySize: 49_152,
      tokenizerHash: 'fake-tokenizer',
      parameters: { ...parameters, threads: parameters.threads ?? 2, gpuLayers: parameters.gpuLayers ?? 0 },
      loadMs: 20,
      build: { commit: '8f1a2b3', number: 6510, cpuInfo: 'Test CPU', gpuInfo: '', backends: 'CPU' },
      ...this.script.loaded(path),
    }
  }

  async warmUp(test: SpeedTest, signal: AbortSignal): Promise<void> {
    const { path } = this.#require()
    this.calls.push({ call: 'warm-up', path, test })
    await this.#pass(10, signal)
  }

  async speed(test: SpeedTest, { seed, signal }: { seed: number; signal: AbortSignal }): Promise<SpeedResult> {
    const { path, parameters } = this.#require()
    this.calls.push({ call: 'speed', path, test, seed })
    const repetition = this.#repetitions
    this.#repetitions += 1
    const drifted = this.#loads.get(path) ?? 0
    const rate = seededRate(this.#noise, this.script.rate(path, test, parameters), drifted, this.script.shape)
    const { promptTokens, generatedTokens } = test
    const durationMs = ((promptTokens + generatedTokens) / rate) * 1000
    const fromMs = this.#now()
    if (this.script.crashAt(repetition)) {
      await this.#pass(durationMs / 2, signal)
      throw this.crash()
    }
    await this.#pass(durationMs, signal)
    const durationNs = Math.round(durationMs * 1e6)
    const promptNs = Math.round((durationNs * promptTokens) / (promptTokens + generatedTokens))
    return {
      promptNs,
      generationNs: durationNs - promptNs,
      durationNs,
      fromMs,
      toMs: this.#clock === null ? this.#now() : fromMs + durationMs,
    }
  }

  async memory(): Promise<LabMemoryUse> {
    return this.script.memory(this.#require().path)
  }

  async countChunks(text: string, contextTokens: number): Promise<number> {
    this.#require()
    const tokens = Math.floor(text.length / 4)
    if (tokens < 2 * contextTokens) {
      throw new Fault('LAB_TEXT_TOO_SHORT', { params: { tokens, needed: 2 * contextTokens } })
    }
    return Math.floor(tokens / contextTokens)
  }

  async quality(
    { chunks, contextTokens, reference }: QualityRequest,
    { signal, onChunk }: { signal: AbortSignal; onChunk: (tokens: QualityTokens) => void },
  ): Promise<void> {
    const { path } = this.#require()
    this.calls.push({ call: 'quality', path, chunks })
    for (const chunk of chunks) {
      await this.#pass(10, signal).catch(() => undefined)
      if (signal.aborted) return
      const scored = contextTokens - Math.floor(contextTokens / 2) - 1
      const isReference = reference.kind === 'write'
      onChunk(fakeQualityTokens(chunk, scored, this.script.quality(path), isReference))
    }
  }

  async close(): Promise<void> {
    this.calls.push({ call: 'close' })
    this.#end()
    this.#interrupt?.(new Fault('ENGINE_CRASHED', { params: { signal: 'SIGKILL' } }))
  }

  /** Ends the process as `kill -9` would; what runs on it fails. */
  crash(): Fault {
    const fault = engineCrash({ exitCode: null, signal: 'SIGKILL', lastLogLines: ['fake: killed'] })
    this.#end()
    this.#interrupt?.(fault)
    return fault
  }

  #end(): void {
    this.pid = null
    this.#loaded = null
  }

  #require(): { path: string; parameters: LabParameters } {
    if (this.#loaded === null) throw new Fault('MODEL_NOT_CHOSEN')
    return this.#loaded
  }

  #now(): number {
    return this.#clock?.nowMs ?? monotonicNowMs()
  }

  async #pass(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop)
    this.#interrupt = reject
    if (signal.aborted) stop()
    let timer: NodeJS.Timeout | null = null
    const worked = this.calls.filter(({ call }) => call !== 'close').length
    if (worked > this.script.hangsFromCall) await promise
    if (this.#clock !== null) {
      this.#clock.advance(ms)
      // Whoever waits has a turn, as with a real engine.
      setImmediate(resolve)
    } else if (this.script.pace > 0) timer = setTimeout(resolve, ms * this.script.pace)
    else setImmediate(resolve)
    try {
      await promise
    } finally {
      this.#interrupt = null
      signal.removeEventListener('abort', stop)
      if (timer !== null) clearTimeout(timer)
    }
  }
}
