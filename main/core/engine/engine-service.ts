import type { EngineState, LiveReading, LoadedModel } from '#contract/engine.ts'
import type { AnswerProgress, AnswerRequest } from '../chat/answer-source.ts'
import { engineCrash } from '../engine-crash.ts'
import { EventQueue } from '../event-queue.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'
import type { EngineExit, GenerateEvent } from '../ports/engine-link.ts'
import { answerConditions } from './answer-conditions.ts'
import { Circuit } from './circuit.ts'
import { LiveRate } from './live-rate.ts'
import { type Held, type LoadOverrides, ModelLoader } from './model-loader.ts'
import type { EngineServiceOptions } from './needs.ts'
import { starterProgress } from './starter-progress.ts'
import { Turnstile } from './turnstile.ts'

/** A reading is shown at most this often. */
const readingIntervalMs = 250

const off: EngineState = {
  phase: 'off',
  modelId: null,
  loadProgress: null,
  loaded: null,
  alsoInMemory: [],
  idleUnloadAtMs: null,
  contextUsedTokens: null,
  lastTokensPerSecond: null,
  live: null,
  problem: null,
  crashedAtMs: null,
  crashesInARow: 0,
}

/** The engine as the app uses it: one answer at a time, the chosen model loaded when it is needed, a crash as a state. */
export class EngineService {
  readonly state = new LiveValue<EngineState>(off)
  readonly #options: EngineServiceOptions
  readonly #loader: ModelLoader
  readonly #turnstile = new Turnstile()
  readonly #circuit = new Circuit()
  readonly #closing = new AbortController()
  readonly #stopWatching: () => void
  /** Ends what is in the turnstile now. */
  #running: AbortController | null = null
  /** The load in progress that the user asked for, or that the settings ask for at the start. */
  #asked: AbortController | null = null

  constructor(options: EngineServiceOptions) {
    this.#options = options
    this.#loader = new ModelLoader(options)
    this.#stopWatching = options.link.onCrash((exit) => this.#crashed(exit))
  }

  /** Loads the chosen model in the background, where the settings say so. Returns at once. */
  start(): void {
    if (this.#options.settings.value.loadAtStart) void this.#loadAtStart()
  }

  /**
   * Loads a model in place of the present one, with the settings' options under those given; closes an open circuit. A load that was
   * asked for before and is not done is given up. Faults: MODEL_…, OUT_OF_MEMORY, ENGINE_…, APP_CLOSED.
   */
  async load(modelId: string, options: LoadOverrides = {}, _profileId?: string | null): Promise<LoadedModel> {
    this.#asked?.abort()
    const asked = new AbortController()
    this.#asked = asked
    this.#circuit.reset()
    this.#loader.override(modelId, options)
    const leave = await this.#turnstile.enter(asked.signal)
    if (leave === null) throw new Fault('MODEL_LOAD_FAILED', { detail: 'Another load was asked for' })
    try {
      const held = await this.#load(modelId, this.#begin(asked.signal), () => undefined)
      return held.model
    } finally {
      this.#end()
      leave()
    }
  }

  /** Ends what runs, and the engine process with it: all its memory is free. The next answer loads the model again. */
  async unload(_modelId?: string): Promise<void> {
    this.#asked?.abort()
    this.#running?.abort()
    const leave = await this.#turnstile.enter()
    try {
      await this.#options.link.unload()
      this.#loader.forget()
      this.#circuit.reset()
      this.state.set(off)
    } finally {
      leave?.()
    }
  }

  /**
   * Answers one request after all that came before it. On abort the stream ends, with `end` where the answer had begun.
   * Faults: MODEL_…, STARTER_UNAVAILABLE, OUT_OF_MEMORY, PROMPT_LONGER_THAN_CONTEXT, ENGINE_…, APP_CLOSED.
   */
  async *answer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerProgress, void, void> {
    if (this.#turnstile.isTaken) yield { type: 'queued' }
    const leave = await this.#turnstile.enter(signal)
    if (leave === null) return
    const running = this.#begin(signal)
    try {
      const before = this.#loader.held
      const held = yield* this.#ready(request.messageId, running)
      if (held === null) {
        if (signal.aborted) return
        throw new Fault('MODEL_LOAD_FAILED', { detail: 'The model was unloaded' })
      }
      this.#options.models.noteUsed(held.file.id)
      yield { type: 'conditions', conditions: answerConditions(held.model, held.file, request) }
      yield* this.#generate(request, running, held === before ? 0 : held.model.loadMs)
    } catch (error) {
      if (this.#closing.signal.aborted) throw new Fault('APP_CLOSED')
      if (!signal.aborted) throw error
    } finally {
      this.#end()
      leave()
    }
  }

  /** Ends what runs and the process. What waits fails with APP_CLOSED. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#turnstile.close()
    this.#asked?.abort()
    this.#running?.abort()
    this.#stopWatching()
    await this.#options.link.close()
  }

  /** The chosen model, loaded; progress on the way. null where it was aborted. */
  async *#ready(messageId: string, signal: AbortSignal): AsyncGenerator<AnswerProgress, Held | null, void> {
    const modelId = yield* this.#chosenModelId(messageId, signal)
    if (modelId === null || signal.aborted) return null
    if (this.#circuit.isOpenFor(modelId)) {
      throw new Fault('ENGINE_CIRCUIT_OPEN', { params: { crashes: this.#circuit.crashesInARow } })
    }
    const current = await this.#loader.current(modelId)
    if (current !== null) {
      // A load of another model may have failed since, before it touched this one.
      this.#change({ modelId, loaded: current.model, problem: null })
      return current
    }
    const progress = new EventQueue<AnswerProgress>()
    this.#read({ messageId, phase: 'loading', tokensPerSecond: null, decodeTokens: 0 })
    const held = this.#load(modelId, signal, (share) => progress.push({ type: 'loading', progress: share }))
    held.then(
      () => progress.close(),
      () => progress.close(),
    )
    yield { type: 'loading', progress: null }
    yield* progress
    return await held
  }

  /** Waits for a starter that is still on its way, where nothing else is chosen. */
  async *#chosenModelId(messageId: string, signal: AbortSignal): AsyncGenerator<AnswerProgress, string | null, void> {
    const { models } = this.#options
    if (models.chosenModelId() === null) {
      this.#read({ messageId, phase: 'loading', tokensPerSecond: null, decodeTokens: 0 })
      for await (const progress of starterProgress(models, signal)) yield { type: 'loading', progress }
    }
    const chosen = models.chosenModelId()
    if (chosen !== null || signal.aborted) return chosen
    const isMissing = models.state.value.starter.phase === 'failed' && models.state.value.models.length === 0
    throw new Fault(isMissing ? 'STARTER_UNAVAILABLE' : 'MODEL_NOT_CHOSEN')
  }

  async #load(modelId: string, signal: AbortSignal, onProgress: (progress: number) => void): Promise<Held> {
    const phase = this.#options.link.pid === null ? 'starting' : 'loading'
    this.#change({ phase, modelId, loadProgress: 0, loaded: null, contextUsedTokens: null })
    try {
      const held = await this.#loader.load(modelId, {
        signal,
        onProgress: (progress) => {
          this.#change({ phase: 'loading', loadProgress: progress })
          onProgress(progress)
        },
      })
      this.#change({ phase: 'ready', loadProgress: null, loaded: held.model, contextUsedTokens: 0, problem: null })
      return held
    } catch (error) {
      const fault = Fault.from(error)
      const hasCrashed = fault.code === 'ENGINE_CRASHED'
      const phase = hasCrashed ? this.#crashedPhase() : 'off'
      this.#change({ phase, loadProgress: null, ...(!signal.aborted && { problem: fault.toProblem() }) })
      throw fault
    }
  }

  async *#generate(
    request: AnswerRequest,
    signal: AbortSignal,
    loadMs: number,
  ): AsyncGenerator<GenerateEvent, void, void> {
    const { link, now } = this.#options
    const { messageId } = request
    const rate = new LiveRate()
    let promptTokens = 0
    let shownAtMs = Number.NEGATIVE_INFINITY
    let reading: LiveReading = { messageId, phase: 'prefill', tokensPerSecond: null, decodeTokens: 0 }
    this.#change({ phase: 'generating', live: reading })
    for await (const event of this.#minded(link.generate(request, signal))) {
      if (event.type === 'prefill') promptTokens = event.promptTokens
      if (event.type === 'text') {
        const { decodeTokens, decodeMs } = event
        reading = { messageId, phase: 'decode', tokensPerSecond: rate.add(decodeTokens, decodeMs), decodeTokens }
        // A clock that was set back must not hold the readings up until it is where it was.
        if (Math.abs(now() - shownAtMs) >= readingIntervalMs) {
          shownAtMs = now()
          this.#change({ live: reading, contextUsedTokens: promptTokens + decodeTokens })
        }
      }
      if (event.type === 'end') {
        this.#circuit.reset()
        const { contextUsedTokens, tokensPerSecond } = event.figures
        this.#change({ contextUsedTokens, lastTokensPerSecond: tokensPerSecond, crashesInARow: 0, problem: null })
      }
      yield event.type === 'end' ? { ...event, figures: { ...event.figures, loadMs } } : event
    }
  }

  /** Passes events on; a process that had to be ended holds no model any more. */
  async *#minded(events: AsyncIterable<GenerateEvent>): AsyncGenerator<GenerateEvent, void, void> {
    try {
      yield* events
    } catch (error) {
      const fault = Fault.from(error)
      if (fault.code === 'ENGINE_NOT_RESPONDING') {
        this.#loader.forget()
        this.#change({ phase: 'off', loaded: null, contextUsedTokens: null, problem: fault.toProblem() })
      }
      throw fault
    }
  }

  async #loadAtStart(): Promise<void> {
    try {
      await this.#options.models.ready()
      const modelId = this.#options.models.chosenModelId()
      if (modelId === null || this.#closing.signal.aborted) return
      const asked = new AbortController()
      this.#asked = asked
      const leave = await this.#turnstile.enter(AbortSignal.any([asked.signal, this.#closing.signal]))
      if (leave === null) return
      try {
        const signal = this.#begin(asked.signal)
        if ((await this.#loader.current(modelId)) === null) await this.#load(modelId, signal, () => undefined)
      } finally {
        this.#end()
        leave()
      }
    } catch {
      // Nobody waits for this load: the state tells what went wrong, and the next answer tries again.
    }
  }

  #crashed(exit: EngineExit): void {
    this.#circuit.crashed(this.state.value.modelId)
    this.#loader.forget()
    this.#change({
      phase: this.#crashedPhase(),
      loaded: null,
      loadProgress: null,
      contextUsedTokens: null,
      problem: engineCrash(exit).toProblem(),
      crashedAtMs: this.#options.now(),
      crashesInARow: this.#circuit.crashesInARow,
    })
  }

  #crashedPhase(): 'crashed' | 'circuit-open' {
    return this.#circuit.isOpen ? 'circuit-open' : 'crashed'
  }

  /** The turn of one answer or load: its signal, which `unload` and `close` abort too. */
  #begin(signal: AbortSignal): AbortSignal {
    this.#running = new AbortController()
    return AbortSignal.any([signal, this.#running.signal, this.#closing.signal])
  }

  #end(): void {
    this.#running = null
    const { phase } = this.state.value
    this.#change({ live: null, ...(phase === 'generating' && { phase: 'ready' as const }) })
  }

  #read(live: LiveReading): void {
    this.#change({ live })
  }

  #change(change: Partial<EngineState>): void {
    this.state.set({ ...this.state.value, ...change })
  }
}
