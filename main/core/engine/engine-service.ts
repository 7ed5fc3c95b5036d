import type { EngineState, LiveReading, LoadedModel } from '#contract/engine.ts'
import type { AnswerProgress, AnswerRequest } from '../chat/answer-source.ts'
import { EventQueue } from '../event-queue.ts'
import { Fault } from '../fault.ts'
import type { LiveValue } from '../live-value.ts'
import type { EngineExit, GenerateEvent, GenerateRequest } from '../ports/engine-link.ts'
import { requestInForce } from '../profiles/request-in-force.ts'
import { ActivityTeller } from './activity-teller.ts'
import { answerConditions } from './answer-conditions.ts'
import { chosenModelId } from './chosen-model-id.ts'
import { Circuit } from './circuit.ts'
import { EngineBoard } from './engine-board.ts'
import { EnginePool } from './engine-pool.ts'
import type { Held } from './held.ts'
import type { LoadOverrides } from './load-wishes.ts'
import { MemoryKeeper } from './memory-keeper.ts'
import { ModelLoader } from './model-loader.ts'
import type { EngineServiceOptions } from './needs.ts'
import { shownLoad } from './shown-load.ts'
import { Turnstile } from './turnstile.ts'
import { watchedAnswer } from './watched-answer.ts'

/** A model that can answer, and what its load took: 0 where it was in memory. */
type Ready = { held: Held; loadMs: number }

/** The engine as the app uses it: one answer at a time, the chosen model loaded when it is needed, a crash as a state. */
export class EngineService {
  /** Tells of loads, of answers and of what is in memory, as it happens. */
  readonly activity = new ActivityTeller()
  readonly #options: EngineServiceOptions
  readonly #board: EngineBoard
  readonly #pool: EnginePool
  readonly #loader: ModelLoader
  readonly #keeper: MemoryKeeper
  readonly #turnstile = new Turnstile()
  readonly #circuit = new Circuit()
  readonly #closing = new AbortController()
  readonly #stopFollowingSettings: () => void
  /** Ends what is in the turnstile now. */
  #running: AbortController | null = null
  /** The load in progress that the user asked for, or that the settings ask for at the start. */
  #asked: AbortController | null = null

  constructor(options: EngineServiceOptions) {
    const { createLink, room, settings, now } = options
    this.#options = options
    this.#pool = new EnginePool({
      createLink,
      room,
      now,
      limit: () => settings.value.modelsInMemory,
      onCrash: (modelId, exit) => this.#crashed(modelId, exit),
      activity: this.activity,
    })
    this.#loader = new ModelLoader(this.#pool, options)
    this.#keeper = new MemoryKeeper({
      ...options,
      pool: this.#pool,
      turnstile: this.#turnstile,
      onFreed: () => this.#board.noteFreed(),
    })
    this.#board = new EngineBoard({
      pool: this.#pool,
      settings,
      dueAtMs: (usedAtMs) => this.#keeper.dueAtMs(usedAtMs),
    })
    this.#stopFollowingSettings = settings.subscribe(() => {
      this.#board.refresh()
      this.#keeper.tend()
    })
  }

  get state(): LiveValue<EngineState> {
    return this.#board.state
  }

  /** Loads the chosen model in the background, where the settings say so. Returns at once. */
  start(): void {
    if (this.#options.settings.value.loadAtStart) void this.#loadAtStart()
  }

  /**
   * Chooses a model and loads it, in place of the present one unless the settings and the memory allow both; one that is kept in memory
   * beside it takes no load. The options given go before the profile (undefined: the model's default; null: none), and that before the settings. Closes
   * an open circuit, and gives up a load that was asked for before and is not done.
   * Faults: PROFILE_NOT_FOUND, MODEL_…, OUT_OF_MEMORY, ENGINE_…, APP_CLOSED.
   */
  async load(modelId: string, options: LoadOverrides = {}, profileId?: string | null): Promise<LoadedModel> {
    const { profiles, models } = this.#options
    if (typeof profileId === 'string') profiles.require(modelId, profileId)
    models.choose(modelId)
    this.#asked?.abort()
    const asked = new AbortController()
    this.#asked = asked
    this.#circuit.reset(modelId)
    this.#loader.ask(modelId, { options, profileId })
    const held = await this.#loadInTurn(modelId, asked.signal, true)
    if (held === null) throw new Fault('MODEL_LOAD_FAILED', { detail: 'Another load was asked for' })
    return held.model
  }

  /**
   * Frees a model, or all where none is named, and ends what runs on it; its process ends with it. The next answer loads again. While
   * one model answers, another is freed at once.
   */
  async unload(modelId?: string): Promise<void> {
    const { phase, modelId: shownId } = this.state.value
    if (modelId !== undefined && modelId !== shownId && phase === 'generating') {
      await this.#pool.free(modelId)
      this.#board.refresh()
      return
    }
    if (modelId === undefined || modelId === shownId) {
      this.#asked?.abort()
      this.#running?.abort()
    }
    const leave = await this.#turnstile.enter()
    try {
      if (modelId === undefined) await this.#pool.freeAll()
      else await this.#pool.free(modelId)
      this.#circuit.reset(modelId)
      const isShown = modelId === undefined || modelId === this.state.value.modelId
      if (isShown) this.#board.clear()
      else this.#board.refresh()
    } finally {
      leave?.()
      this.#keeper.tend()
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
      const ready = yield* this.#ready(request.messageId, running)
      if (ready === null) {
        if (signal.aborted) return
        throw new Fault('MODEL_LOAD_FAILED', { detail: 'The model was unloaded' })
      }
      const { held, loadMs } = ready
      this.#options.models.noteUsed(held.file.id)
      const inForce = requestInForce(request, held.profile)
      yield { type: 'conditions', conditions: answerConditions(held.model, held.file, inForce) }
      const { now } = this.#options
      const { messageId } = request
      const events = this.activity.answer(messageId, held.model, this.#generate(held, inForce, running))
      yield* watchedAnswer(events, { messageId, loadMs, now, show: (change) => this.#board.change(change) })
    } catch (error) {
      if (this.#closing.signal.aborted) throw new Fault('APP_CLOSED')
      if (!signal.aborted) throw error
    } finally {
      this.#end(leave)
    }
  }

  /** Ends what runs and the processes. What waits fails with APP_CLOSED. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#turnstile.close()
    this.#keeper.close()
    this.#asked?.abort()
    this.#running?.abort()
    this.#stopFollowingSettings()
    await this.#pool.close()
  }

  /** The chosen model, loaded; progress on the way. null where it was aborted. */
  async *#ready(messageId: string, signal: AbortSignal): AsyncGenerator<AnswerProgress, Ready | null, void> {
    const { models } = this.#options
    const loading: LiveReading = { messageId, phase: 'loading', tokensPerSecond: null, decodeTokens: 0 }
    if (models.chosenModelId() === null) this.#board.change({ live: loading })
    const modelId = yield* chosenModelId(models, signal)
    if (modelId === null || signal.aborted) return null
    if (this.#circuit.isOpenFor(modelId)) {
      throw new Fault('ENGINE_CIRCUIT_OPEN', { params: { crashes: this.#circuit.crashesInARow(modelId) } })
    }
    const current = await this.#loader.current(modelId)
    if (current !== null) {
      // A load of another model may have failed since, before it touched this one.
      this.#board.show(current)
      return { held: current, loadMs: 0 }
    }
    const progress = new EventQueue<AnswerProgress>()
    this.#board.change({ live: loading })
    const load = this.#load(modelId, signal, (share) => progress.push({ type: 'loading', progress: share }))
    load.then(
      () => progress.close(),
      () => progress.close(),
    )
    yield { type: 'loading', progress: null }
    yield* progress
    const held = await load
    return { held, loadMs: held.model.loadMs }
  }

  /** Where the model that is shown is wanted anew, it is loaded again; null where it was given up while it waited. */
  async #loadInTurn(modelId: string, asked: AbortSignal, isAnew: boolean): Promise<Held | null> {
    const leave = await this.#turnstile.enter(asked)
    if (leave === null) return null
    try {
      const signal = this.#begin(asked)
      const isShown = this.state.value.loaded?.modelId === modelId
      const kept = isShown && isAnew ? null : await this.#loader.current(modelId)
      const held = kept ?? (await this.#load(modelId, signal, () => undefined))
      this.#board.show(held, { phase: 'ready' })
      return held
    } finally {
      this.#loader.settle()
      this.#end(leave)
    }
  }

  #load(modelId: string, signal: AbortSignal, onProgress: (progress: number) => void): Promise<Held> {
    return shownLoad((progress) => this.#loader.load(modelId, progress), {
      modelId,
      signal,
      onProgress,
      hasProcess: this.#pool.hasProcess,
      crashedPhase: () => this.#crashedPhase(modelId),
      show: (change) => this.#board.change(change),
    })
  }

  /** Passes events on; a process that had to be ended holds no model any more. */
  async *#generate(
    held: Held,
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateEvent, void, void> {
    const { modelId } = held.model
    try {
      for await (const event of this.#pool.generate(held, request, signal)) {
        if (event.type === 'end') this.#circuit.reset(modelId)
        yield event
      }
    } catch (error) {
      const fault = Fault.from(error)
      if (fault.code === 'ENGINE_NOT_RESPONDING') {
        this.#pool.forget(modelId)
        this.#board.change({ phase: 'off', loaded: null, contextUsedTokens: null, problem: fault.toProblem() })
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
      await this.#loadInTurn(modelId, AbortSignal.any([asked.signal, this.#closing.signal]), false)
    } catch {
      // Nobody waits for this load: the state tells what went wrong, and the next answer tries again.
    }
  }

  /** A crash of a model that is only kept in memory concerns nobody until it is wanted again. */
  #crashed(modelId: string | null, exit: EngineExit): void {
    if (modelId !== null) this.#circuit.crashed(modelId)
    if (modelId === null || modelId !== this.state.value.modelId) {
      this.#board.refresh()
      return
    }
    this.#board.crash(exit, {
      phase: this.#crashedPhase(modelId),
      crashedAtMs: this.#options.now(),
      crashesInARow: this.#circuit.crashesInARow(modelId),
    })
  }

  #crashedPhase(modelId: string): 'crashed' | 'circuit-open' {
    return this.#circuit.isOpenFor(modelId) ? 'circuit-open' : 'crashed'
  }

  /** The turn of one answer or load: its signal, which `unload` and `close` abort too. */
  #begin(signal: AbortSignal): AbortSignal {
    this.#keeper.pause()
    this.#running = new AbortController()
    this.#board.begin()
    return AbortSignal.any([signal, this.#running.signal, this.#closing.signal])
  }

  #end(leave: () => void): void {
    this.#running = null
    const { loaded } = this.state.value
    const held = loaded && this.#pool.find(loaded.modelId)
    if (held) this.#pool.use(held)
    this.#board.end()
    leave()
    this.#keeper.tend()
  }
}
