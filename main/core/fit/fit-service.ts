import type { EngineState, LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { Fit, FitEstimate } from '#contract/models.ts'
import type { Settings } from '#contract/settings.ts'
import { isEngineBusy } from '../engine/is-engine-busy.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import { LiveValue } from '../live-value.ts'
import type { FitEstimator, FitQuestion } from '../ports/fit-estimator.ts'
import type { MemoryMeasurementRepository } from '../ports/memory-measurement-repository.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { SetTimer } from '../set-timer.ts'
import type { FitMemory } from './fit-memory.ts'
import { FreeMemory } from './free-memory.ts'
import { planFromHeader } from './header-plan.ts'
import { estimateFit, fitDevices, judgePlan } from './judge-plan.ts'
import { type LoadPlan, totalBytes } from './load-plan.ts'
import { optionsInForce, questionOf } from './load-question.ts'
import { type Estimated, MeasurementBook } from './measurement-book.ts'
import { planFromSimulation } from './simulated-plan.ts'
import { SimulationBook } from './simulation-book.ts'

type FitServiceOptions = {
  estimator: FitEstimator
  measurements: MemoryMeasurementRepository
  models: Pick<ModelRepository, 'list' | 'getListed'>
  hardware: Pick<HardwareService, 'state' | 'ramAvailableBytes' | 'chosenBackend'>
  settings: LiveValue<Settings>
  now: () => number
  setTimer?: SetTimer
}

/** A model in memory, and what its load was estimated to take once somebody has asked. */
type Load = { loaded: LoadedModel; atMs: number; estimated: Promise<Estimated | null> | null }

/** Whether models fit into this machine's memory: estimated before a load, measured after it. */
export class FitService {
  /** Counts up when `fitOf` may say something new. */
  readonly changes = new LiveValue(0)
  readonly #options: FitServiceOptions
  readonly #memory: FreeMemory
  readonly #simulations: SimulationBook
  readonly #measurements: MeasurementBook
  #loads: readonly Load[] = []
  #isBusy = false
  #isClosed = false

  constructor(options: FitServiceOptions) {
    this.#options = options
    const { estimator, measurements, hardware, setTimer } = options
    this.#memory = new FreeMemory(hardware)
    this.#measurements = new MeasurementBook(measurements)
    this.#simulations = new SimulationBook({
      estimator,
      repository: measurements,
      listed: () => options.models.list().flatMap((model) => this.#listedQuestion(model) ?? []),
      isIdle: () => !this.#isBusy,
      onLearnt: () => this.#changed(),
      ...(setTimer && { setTimer }),
    })
  }

  /** For the list: llama.cpp's word at the settings' options where it is known, else the header's. */
  fitOf(model: StoredModel): Fit {
    const { load } = this.#options.settings.value
    return this.#judge(model, load, this.#listedQuestion(model), this.#memory.forBackend(null))
  }

  /** The same for any load and any memory, such as what others leave free. */
  fitInto(memory: FitMemory, model: StoredModel, load: LoadOptions & { backend: BackendId }): Fit {
    return this.#judge(model, load, this.#question(model, load, load.backend), memory)
  }

  /** Whether a model would fit with these options in place of the settings'. */
  async estimate(model: StoredModel, load: LoadOptions): Promise<FitEstimate> {
    const backend = load.backend ?? (await this.#options.hardware.chosenBackend())
    const [answer] = await Promise.all([
      this.#simulations.ask(this.#question(model, load, backend), this.#listedQuestion(model)),
      this.#memory.measure(),
    ])
    const { contextTokens } = this.#question(model, load, backend)
    const simulation = answer.status === 'simulated' ? answer.simulation : null
    const memory = this.#memory.forBackend(backend, simulation?.vramFreeBytes ?? null)
    const plan =
      simulation === null
        ? planFromHeader(model, load, memory)
        : planFromSimulation(simulation, model, load, contextTokens)
    return {
      ...judgePlan(plan, memory, contextTokens),
      ...(answer.status === 'unavailable' && { sourceProblem: answer.reason }),
      totalLayers: plan?.totalLayers ?? null,
      devices: fitDevices(plan, memory),
      measured: this.#measurements.find({ modelId: model.id, ...load, backend, contextTokens }),
      ownError: this.#measurements.ownError(),
    }
  }

  /** What is free for a model, with those that are in memory unloaded. */
  freeMemory(): FitMemory {
    return this.#memory.forBackend(null)
  }

  /** Looks how much memory is free. */
  measure(): Promise<void> {
    return this.#memory.measure()
  }

  /** Asks llama.cpp in the background about what the list does not know yet. Returns at once. */
  tend(): void {
    this.#simulations.tend()
  }

  /** Follows the engine: what is in memory makes room for the next model, and what it takes is kept. */
  noteEngine(state: EngineState): void {
    const { phase, loaded, alsoInMemory } = state
    this.#isBusy = isEngineBusy(state)
    // A driver's context takes some hundred megabytes, which a load would find taken.
    if (phase === 'starting' || phase === 'loading') this.#options.estimator.rest()
    const inMemory = loaded === null ? alsoInMemory : [loaded, ...alsoInMemory]
    const before = this.#loads
    this.#loads = inMemory.map((model) => this.#loadOf(model))
    if (this.#loads.length !== before.length || this.#loads.some((load) => !before.includes(load))) {
      this.#memory.noteLoaded(this.#loads)
      for (const load of this.#loads) if (!before.includes(load)) void this.#noteMeasured(load)
      this.#changed()
    }
    if (!this.#isBusy) this.tend()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#simulations.close()
    await this.#options.estimator.close()
  }

  /** The same object while nothing is known that was not before. */
  #loadOf(loaded: LoadedModel): Load {
    const before = this.#loads.find((load) => load.loaded.modelId === loaded.modelId)
    if (before?.loaded === loaded) return before
    // One load has one time that it took.
    const isSameLoad = before?.loaded.loadMs === loaded.loadMs
    return isSameLoad ? { ...before, loaded } : { loaded, atMs: this.#options.now(), estimated: null }
  }

  async #noteMeasured(load: Load): Promise<void> {
    if (load.loaded.memory === null) return
    load.estimated ??= this.#estimated(load.loaded)
    const estimated = await load.estimated
    if (estimated !== null && !this.#isClosed) this.#measurements.note(load.loaded, estimated, load.atMs)
  }

  /** What the load in memory would have been estimated to take; null where that cannot be told now. */
  async #estimated(loaded: LoadedModel): Promise<Estimated | null> {
    const model = this.#options.models.getListed(loaded.modelId)
    if (model === null) return null
    const load = optionsInForce(loaded)
    const answer = await this.#simulations.ask(this.#question(model, load, loaded.backend), null)
    if (this.#isClosed) return null
    const plan: LoadPlan | null =
      answer.status === 'simulated'
        ? planFromSimulation(answer.simulation, model, load, loaded.contextTokens)
        : planFromHeader(model, load, this.#memory.forBackend(loaded.backend))
    return plan && { bytes: totalBytes(plan), isSimulated: answer.status === 'simulated' }
  }

  /** By llama.cpp's answer to the question where it was given, else by the header. */
  #judge(model: StoredModel, load: LoadOptions, question: FitQuestion | null, memory: FitMemory): Fit {
    const byHeader = estimateFit(model, load, memory)
    const simulation = question && this.#simulations.find(question)
    if (question === null || simulation === null) return byHeader
    const { contextTokens } = question
    const simulated = judgePlan(planFromSimulation(simulation, model, load, contextTokens), memory, contextTokens)
    // How many layers the GPU takes was decided by what was free on it then.
    const isOnGpu = simulation.vramFreeBytes !== null && load.gpuLayers === null
    const isOutdated = isOnGpu && (simulated.verdict === 'wont-fit' || simulated.verdict === 'partial-offload')
    return isOutdated && byHeader.verdict !== 'wont-fit' ? byHeader : simulated
  }

  #question(model: StoredModel, load: LoadOptions, backend: BackendId): FitQuestion {
    return questionOf(model, load, backend, this.#memory.heldVramBytes(backend))
  }

  /** As the model would be loaded now; null where that is not known, or the file is broken. */
  #listedQuestion(model: StoredModel): FitQuestion | null {
    const hardware = this.#options.hardware.state.value
    if (hardware.phase !== 'known' || model.problem !== null) return null
    return this.#question(model, this.#options.settings.value.load, hardware.hardware.chosen.backend)
  }

  #changed(): void {
    if (!this.#isClosed) this.changes.set(this.changes.value + 1)
  }
}
