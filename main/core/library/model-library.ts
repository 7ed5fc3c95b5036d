import { join } from 'node:path'
import type { LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { FitEstimate, Model, ModelDetails, ModelsState } from '#contract/models.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../fault.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import { LiveValue } from '../live-value.ts'
import type { NetworkLog } from '../network/network-log.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { SettingsRepository } from '../ports/settings-repository.ts'
import type { StarterSource } from '../ports/starter-source.ts'
import { type CatalogFile, type CatalogModel, catalog, starterOf } from './catalog.ts'
import { expandPath } from './expand-path.ts'
import { estimateFit, estimateParts } from './fit.ts'
import { FreeMemory } from './free-memory.ts'
import { ModelFiles } from './model-files.ts'
import { describeModels } from './model-list.ts'
import { StarterService } from './starter/starter-service.ts'

type ModelLibraryOptions = {
  repository: ModelRepository
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
  settings: LiveValue<Settings>
  hardware: Pick<HardwareService, 'state' | 'ramAvailableBytes'>
  requests: Pick<NetworkLog, 'begin'>
  starterSources: readonly StarterSource[]
  modelsFolder: string
  now: () => number
  /** The catalogue's starter, unless a test has its own. */
  starter?: { model: CatalogModel; file: CatalogFile }
  /** Free bytes where models are fetched to, unless a test has its own. */
  freeBytes?: (folder: string) => Promise<number>
}

/** What the user says of a model; a missing key stays as it is. */
export type Annotation = {
  name?: string | null | undefined
  notes?: string | undefined
  tags?: string[] | undefined
  isFavourite?: boolean | undefined
}

const recheckIntervalMs = 30_000

/** The models that Wattle knows: files of the user's, used where they lie, and the starter. */
export class ModelLibrary {
  readonly state: LiveValue<ModelsState>
  readonly #options: ModelLibraryOptions
  readonly #files: ModelFiles
  readonly #memory: FreeMemory
  readonly #starter: StarterService
  readonly #subscriptions: (() => void)[]
  #recheckTimer: NodeJS.Timeout | null = null
  #recheck: Promise<void> | null = null
  #scan: Promise<void> = Promise.resolve()
  #reachable: ReadonlySet<string> = new Set()
  #loaded: LoadedModel | null = null
  #isClosed = false

  constructor(options: ModelLibraryOptions) {
    this.#options = options
    const { model, file } = options.starter ?? starterOf(catalog)
    const starterPath = join(options.modelsFolder, file.fileName)
    this.#files = new ModelFiles({
      repository: options.repository,
      starter: { model, path: starterPath },
      now: options.now,
    })
    this.#memory = new FreeMemory({
      hardware: options.hardware,
      load: () => options.settings.value.load,
      now: options.now,
    })
    this.#starter = new StarterService({
      file,
      sources: options.starterSources,
      folder: options.modelsFolder,
      requests: options.requests,
      now: options.now,
      ...(options.freeBytes && { freeBytes: options.freeBytes }),
      known: (path) => options.repository.findByPath(path),
      register: (path, sha256) => this.#registerStarter(path, sha256),
    })
    this.state = new LiveValue<ModelsState>({ models: [], chosenModelId: null, starter: this.#starter.state.value })
    this.#publish()
    const publish = () => this.#publish()
    this.#subscriptions = [
      this.#starter.state.subscribe(publish),
      options.settings.subscribe(publish),
      options.hardware.state.subscribe(publish),
    ]
  }

  /** Looks at the files, finds new ones in the models folder and begins with the starter. Returns at once. */
  start(): void {
    this.#scan = this.#begin().catch((error: unknown) => this.#starter.fail(error))
    this.#recheckTimer = setInterval(() => this.#recheckSoon(), recheckIntervalMs)
    this.#recheckTimer.unref()
  }

  /** Resolves when the starter is ready, failed or declined. */
  ready(): Promise<void> {
    return this.#starter.ready()
  }

  /** Adds a GGUF file, used where it lies; one that was removed comes back. Faults: MODEL_PATH_NOT_ABSOLUTE, MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN. */
  async add(typedPath: string): Promise<Model> {
    const record = await this.#files.add(expandPath(typedPath))
    this.#reachable = new Set([...this.#reachable, record.id])
    if (record.isStarter) this.#options.memory.remember('starterDeclined', null)
    if (this.chosenModelId() === null) this.#remember(record.id)
    this.#publish()
    return this.#described(record.id)
  }

  /** Makes a model the one that the next message goes to. Faults: MODEL_NOT_FOUND. */
  choose(id: string): void {
    this.#remember(this.#known(id).id)
    this.#publish()
  }

  /** Forgets a model; the file stays. Faults: MODEL_NOT_FOUND. */
  remove(id: string): void {
    const record = this.#known(id)
    this.#options.repository.save({ ...record, removedAtMs: this.#options.now() })
    if (record.isStarter) {
      this.#options.memory.remember('starterDeclined', 'yes')
      this.#starter.decline()
    }
    if (this.#options.memory.recall('chosenModelId') === id)
      this.#remember(this.state.value.models.find((model) => model.id !== id)?.id ?? null)
    this.#publish()
  }

  /** Brings back what `remove` forgot. Faults: MODEL_NOT_FOUND. */
  restore(id: string): Model {
    const record = this.#options.repository.get(id)
    if (record === null) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
    this.#options.repository.save({ ...record, removedAtMs: null })
    if (record.isStarter) {
      this.#options.memory.remember('starterDeclined', null)
      this.#starter.begin(false)
    }
    if (this.chosenModelId() === null) this.#remember(id)
    this.#publish()
    this.#recheckSoon()
    return this.#described(id)
  }

  /** Whether a model would fit with these options in place of the settings'. Faults: MODEL_NOT_FOUND. */
  estimateFit(id: string, load: LoadOptions): FitEstimate {
    const memory = this.#memory.forBackend(load.backend)
    const record = this.#known(id)
    const fit = estimateFit(record, load, memory)
    const parts = estimateParts(record, load, memory)
    const kind = fit.gpuLayers ? ('vram' as const) : ('ram' as const)
    return {
      ...fit,
      totalLayers: record.layerCount === null ? null : record.layerCount + 1,
      devices: parts === null ? [] : [{ kind, ...parts, availableBytes: fit.availableBytes }],
      measured: null,
      ownError: null,
    }
  }

  async details(_id: string): Promise<ModelDetails> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  annotate(_id: string, _change: Annotation): Model {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  hash(_id: string): void {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async moveToTrash(_id: string): Promise<{ undoUntilMs: number }> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  /** Where a model's file lies. Faults: MODEL_NOT_FOUND. */
  pathOf(id: string): string {
    return this.#known(id).path
  }

  /** Fetches the starter, unless it is there or on its way. Returns at once; `state` tells how it goes. */
  fetchStarter(): void {
    this.#options.memory.remember('starterDeclined', null)
    this.#starter.begin(true)
  }

  /**
   * A model whose file was looked at just now, its header included. What changed in the file is kept.
   * Faults: MODEL_NOT_FOUND, MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN.
   */
  async resolve(id: string): Promise<StoredModel> {
    const known = this.#known(id)
    try {
      return await this.#files.refresh(known)
    } finally {
      this.#recheckSoon()
    }
  }

  /** The model that the next message goes to; null where there is none. */
  chosenModelId(): string | null {
    const id = this.#options.memory.recall('chosenModelId')
    if (id === null) return null
    const record = this.#options.repository.get(id)
    return record === null || record.removedAtMs !== null ? null : id
  }

  /** Notes that an answer was begun with a model. */
  noteUsed(id: string): void {
    this.#options.repository.save({ ...this.#known(id), lastUsedAtMs: this.#options.now() })
    this.#publish()
  }

  /** Notes the hash of a model's file, once somebody has computed it. */
  noteSha256(id: string, sha256: string): void {
    this.#options.repository.save({ ...this.#known(id), sha256 })
    this.#publish()
  }

  /** Notes which model is in memory: the room that it takes is free for the next one. */
  noteLoaded(loaded: LoadedModel | null): void {
    if (loaded === this.#loaded) return
    this.#loaded = loaded
    this.#memory.noteLoaded(loaded, loaded && this.#options.repository.get(loaded.modelId))
    this.#recheckSoon()
  }

  /** Looks again which files are there and how much memory is free. A look in progress is joined. */
  recheck(): Promise<void> {
    this.#recheck ??= this.#lookAgain().finally(() => {
      this.#recheck = null
    })
    return this.#recheck
  }

  /** Ends a fetch in progress; nothing half done is left. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#recheckTimer) clearInterval(this.#recheckTimer)
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    await this.#starter.close()
    await this.#scan
    await this.#recheck
  }

  async #begin(): Promise<void> {
    await this.#files.scan(this.#options.modelsFolder)
    await this.recheck()
    const isDeclined = this.#options.memory.recall('starterDeclined') !== null
    const hasOwn = this.#options.repository.list().some((model) => !model.isStarter)
    if (isDeclined) this.#starter.decline()
    else this.#starter.begin(!hasOwn)
    if (this.chosenModelId() === null) this.#remember(this.state.value.models[0]?.id ?? null)
    this.#publish()
  }

  async #registerStarter(path: string, sha256: string): Promise<string> {
    const { repository } = this.#options
    const record = await this.#files.add(path)
    repository.save({ ...record, sha256 })
    this.#reachable = new Set([...this.#reachable, record.id])
    if (this.chosenModelId() === null) this.#remember(record.id)
    return record.id
  }

  /** Nobody waits for it: what goes wrong will go wrong again at the next look. */
  #recheckSoon(): void {
    void this.recheck().catch(() => undefined)
  }

  async #lookAgain(): Promise<void> {
    if (this.#isClosed) return
    const [reachable] = await Promise.all([this.#files.reachableIds(), this.#memory.measure()])
    this.#reachable = reachable
    this.#publish()
  }

  #known(id: string): StoredModel {
    const record = this.#options.repository.get(id)
    if (record === null || record.removedAtMs !== null) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
    return record
  }

  #remember(id: string | null): void {
    this.#options.memory.remember('chosenModelId', id)
  }

  #described(id: string): Model {
    const model = this.state.value.models.find((candidate) => candidate.id === id)
    if (!model) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
    return model
  }

  #publish(): void {
    if (this.#isClosed) return
    const { repository, settings } = this.#options
    this.state.set({
      models: describeModels(repository.list(), {
        reachable: this.#reachable,
        load: settings.value.load,
        memory: this.#memory.forBackend(null),
      }),
      chosenModelId: this.chosenModelId(),
      starter: this.#starter.state.value,
    })
  }
}
