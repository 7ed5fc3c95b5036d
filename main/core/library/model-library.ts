import { join } from 'node:path'
import type { LoadOptions } from '#contract/engine.ts'
import type { FitEstimate, Model, ModelDetails, ModelsState } from '#contract/models.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../fault.ts'
import type { FitMemory } from '../fit/fit-memory.ts'
import type { FitService } from '../fit/fit-service.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import type { LiveValue } from '../live-value.ts'
import type { FolderRepository } from '../ports/folder-repository.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { SettingsRepository } from '../ports/settings-repository.ts'
import type { Trash } from '../ports/trash.ts'
import type { SetTimer } from '../set-timer.ts'
import { type Annotation, annotated } from './annotations.ts'
import { type CatalogFile, type CatalogModel, catalog, starterOf } from './catalog.ts'
import { ChosenModel } from './chosen-model.ts'
import type { ContentHasher } from './content-hash/content-hasher.ts'
import { expandPath } from './expand-path.ts'
import type { ForeignFolders } from './folders/foreign-folders.ts'
import { libraryDetails } from './library-details.ts'
import { LibraryView, required } from './library-view.ts'
import { type KnownOrigin, ModelFiles } from './model-files.ts'
import { ModelHashing } from './model-hashing.ts'
import { describeModels } from './model-list.ts'
import { ModelRemoval } from './model-removal.ts'
import type { RateBook } from './rate-book.ts'
import { formerOf, movedTo } from './same-content.ts'
import { type StarterDownloads, StarterService } from './starter/starter-service.ts'

type ModelLibraryOptions = {
  repository: ModelRepository
  folders: FolderRepository
  foreign: Pick<ForeignFolders, 'ownerOf'>
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
  rates: RateBook
  trash: Trash
  hasher: Pick<ContentHasher, 'enqueue' | 'drop'>
  settings: LiveValue<Settings>
  hardware: Pick<HardwareService, 'state'>
  fit: Pick<FitService, 'fitOf' | 'estimate' | 'freeMemory' | 'measure' | 'tend' | 'changes'>
  downloads: StarterDownloads
  modelsFolder: string
  now: () => number
  /** The system's, unless a test has its own. */
  setTimer?: SetTimer
  /** The catalogue's starter, unless a test has its own. */
  starter?: { model: CatalogModel; file: CatalogFile }
}

const recheckIntervalMs = 30_000

/** The models that Wattle knows: those of the library's folders, single files of the user's, and the starter. */
export class ModelLibrary {
  readonly state: LiveValue<ModelsState>
  /** For the folders' scans. */
  readonly files: ModelFiles
  readonly #options: ModelLibraryOptions
  readonly #view: LibraryView
  readonly #chosen: ChosenModel
  readonly #starter: StarterService
  readonly #removal: ModelRemoval
  readonly #hashing: ModelHashing
  readonly #subscriptions: (() => void)[]
  #recheckTimer: NodeJS.Timeout | null = null
  #recheck: Promise<void> | null = null
  #begun: Promise<void> = Promise.resolve()
  #reachable: ReadonlySet<string> = new Set()
  #isClosed = false

  constructor(options: ModelLibraryOptions) {
    this.#options = options
    const { repository, folders, now } = options
    const { model, file } = options.starter ?? starterOf(catalog)
    this.#chosen = new ChosenModel(options)
    const starterPath = join(options.modelsFolder, file.fileName)
    this.files = new ModelFiles({ repository, folders, starter: { model, path: starterPath }, now })
    this.#starter = new StarterService({
      model,
      file,
      downloads: options.downloads,
      folder: options.modelsFolder,
      known: (path) => repository.findByPath(path),
      register: async (path, sha256) => (await this.adopt(path, { sha256, isStarter: true })).id,
      onCancelled: () => options.memory.remember('starterDeclined', 'yes'),
    })
    this.#view = new LibraryView({
      models: () => this.#describe(),
      chosenModelId: () => this.#chosen.id,
      starter: () => this.#starter.state.value,
    })
    this.state = this.#view.state
    this.#removal = new ModelRemoval({
      ...options,
      onGone: (gone) => this.#noteGone(gone),
      onReturned: () => this.#view.publish(),
    })
    this.#hashing = new ModelHashing({ ...options, reachable: () => this.#reachable })
    this.#view.publish()
    const publish = () => this.#view.publish()
    this.#subscriptions = [
      this.#starter.state.subscribe(publish),
      options.settings.subscribe(publish),
      options.hardware.state.subscribe(publish),
      options.fit.changes.subscribe(() => this.recheckSoon()),
    ]
  }

  /** Looks at the files, and begins with the starter when the models folder was scanned. Returns at once. */
  start(scanned: Promise<void> = Promise.resolve()): void {
    this.#removal.start()
    this.#hashing.start()
    this.#begun = this.#begin(scanned).catch((error: unknown) => this.#starter.fail(error))
    this.#recheckTimer = setInterval(() => this.recheckSoon(), recheckIntervalMs)
    this.#recheckTimer.unref()
  }

  /** Resolves when the starter is ready, failed or declined. */
  ready(): Promise<void> {
    return this.#starter.ready()
  }

  /** Adds a GGUF file, used where it lies; one that was removed comes back. Faults: MODEL_PATH_NOT_ABSOLUTE, MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN. */
  add(typedPath: string): Promise<Model> {
    return this.adopt(expandPath(typedPath), {})
  }

  /**
   * Lists a file of which more is known than it says itself: a finished download with the hash that it was held against. Replaces what
   * was known of the file at this path. Faults: MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN.
   */
  async adopt(path: string, known: KnownOrigin): Promise<Model> {
    const record = await this.files.add(path, known)
    this.#removal.keep(record.id)
    this.#reachable = new Set([...this.#reachable, record.id])
    if (record.isStarter) this.#options.memory.remember('starterDeclined', null)
    this.#chosen.chooseFirst(record.id)
    this.#view.publish()
    return this.#view.model(record.id)
  }

  /** A model whose file is there and has this content; null where there is none. */
  findBySha256(sha256: string): Model | null {
    return this.state.value.models.find((model) => model.isReachable && model.sha256 === sha256) ?? null
  }

  /** Makes a model the one that the next message goes to. Faults: MODEL_NOT_FOUND; for a broken file those of `add`. */
  choose(id: string): void {
    const { problem } = this.#known(id)
    if (problem !== null && problem.code !== 'TRASH_FAILED') throw new Fault(problem.code, problem)
    this.#chosen.choose(id)
    this.#view.publish()
  }

  /** Changes what the user says of a model; it is in the database when this returns. Faults: MODEL_NOT_FOUND. */
  annotate(id: string, change: Annotation): Model {
    this.#options.repository.save(annotated(this.#known(id), change))
    this.#view.publish()
    return this.#view.model(id)
  }

  /** Forgets a model; the file stays. Faults: MODEL_NOT_FOUND. */
  remove(id: string): void {
    this.#removal.remove(this.#known(id))
  }

  /** Takes a model off the list, and its files to the system's trash when the time to undo it is over. Faults: MODEL_NOT_FOUND, MODEL_NOT_DELETABLE. */
  async moveToTrash(id: string): Promise<{ undoUntilMs: number }> {
    return this.#removal.moveToTrash(this.#known(id))
  }

  /** Brings back what `remove` or `moveToTrash` took away. Faults: MODEL_NOT_FOUND. */
  restore(id: string): Model {
    const record = this.#removal.restore(id)
    if (record.isStarter) {
      this.#options.memory.remember('starterDeclined', null)
      this.#starter.begin(false)
    }
    this.#chosen.chooseFirst(id)
    this.#view.publish()
    this.recheckSoon()
    return this.#view.model(id)
  }

  /** Whether a model would fit with these options in place of the settings'. Faults: MODEL_NOT_FOUND. */
  async estimateFit(id: string, load: LoadOptions): Promise<FitEstimate> {
    return this.#options.fit.estimate(this.#known(id), load)
  }

  /** All that a model's files say of it. Faults: MODEL_NOT_FOUND, MODEL_FILE_…, MODEL_PARTS_MISSING. */
  async details(id: string): Promise<ModelDetails> {
    return libraryDetails(this.#known(id), this.#options.repository.list())
  }

  /** Computes the content's hash now, before those that wait; `noteSha256` keeps it. Faults: MODEL_NOT_FOUND. */
  hash(id: string): void {
    this.#hashing.hashNow(this.#known(id))
  }

  /** What is free for a model, with the present one unloaded: for those that are not here yet. */
  freeMemory(): FitMemory {
    return this.#options.fit.freeMemory()
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
      return await this.files.refresh(known)
    } finally {
      this.#view.publish()
      this.recheckSoon()
    }
  }

  /** The model that the next message goes to; null where there is none. */
  chosenModelId(): string | null {
    return this.#chosen.id
  }

  /** Notes that an answer was begun with a model. */
  noteUsed(id: string): void {
    this.#options.repository.save({ ...this.#known(id), lastUsedAtMs: this.#options.now() })
    this.#view.publish()
  }

  /** Notes that an answer has ended and is stored with its figures. */
  noteAnswered(): void {
    this.#options.rates.noteAnswered()
    this.#view.publish()
  }

  /** Notes the hash of a model's file, once somebody has computed it. It may show that a file is one that was elsewhere. */
  noteSha256(id: string, sha256: string): void {
    const { repository } = this.#options
    const model = repository.get(id)
    if (model === null) return
    const former = formerOf(model, sha256, { all: repository.list(), reachable: this.#reachable })
    if (former === null) {
      repository.save({ ...model, sha256 })
    } else {
      repository.delete(id)
      repository.save({ ...movedTo(model, former), sha256 })
      if (this.#chosen.wasChosen(id)) this.#chosen.choose(former.id)
      this.recheckSoon()
    }
    this.#view.publish()
  }

  /** Shows the models as they are in the database now. */
  publish(): void {
    this.#view.publish()
  }

  /** Looks again which files are there and how much memory is free. A look in progress is joined. */
  recheck(): Promise<void> {
    this.#recheck ??= this.#lookAgain().finally(() => {
      this.#recheck = null
    })
    return this.#recheck
  }

  /** The same, where nobody waits for it: what goes wrong will go wrong again at the next look. */
  recheckSoon(): void {
    void this.recheck().catch(() => undefined)
  }

  /** Ends a fetch in progress, of which nothing half done is left, and moves to the trash what waits for it. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#view.close()
    this.#hashing.close()
    if (this.#recheckTimer) clearInterval(this.#recheckTimer)
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    await Promise.all([this.#starter.close(), this.#removal.close()])
    await this.#begun
    await this.#recheck
  }

  async #begin(scanned: Promise<void>): Promise<void> {
    await scanned
    await this.recheck()
    const isDeclined = this.#options.memory.recall('starterDeclined') !== null
    const hasOwn = this.#options.repository.list().some((model) => !model.isStarter && model.problem === null)
    if (isDeclined) this.#starter.decline()
    else this.#starter.begin(!hasOwn)
    this.#chosen.chooseFirst(this.#firstUsable(null))
    this.#view.publish()
  }

  async #lookAgain(): Promise<void> {
    if (this.#isClosed) return
    const [reachable] = await Promise.all([this.files.reachableIds(), this.#options.fit.measure()])
    this.#reachable = reachable
    this.#options.fit.tend()
    this.#view.publish()
    this.#hashing.queueMissing()
  }

  #known(id: string): StoredModel {
    return required(this.#options.repository.getListed(id), id)
  }

  /** A model went off the list: another one is chosen in its place, and the starter is not fetched again unasked. */
  #noteGone({ id, isStarter }: StoredModel): void {
    this.#hashing.drop(id)
    if (isStarter) {
      this.#options.memory.remember('starterDeclined', 'yes')
      this.#starter.decline()
    }
    if (this.#chosen.wasChosen(id)) this.#chosen.choose(this.#firstUsable(id))
    this.#view.publish()
  }

  #firstUsable(exceptId: string | null): string | null {
    return this.state.value.models.find((model) => model.id !== exceptId && model.problem === null)?.id ?? null
  }

  #describe(): Model[] {
    const { repository, fit, rates } = this.#options
    return describeModels(repository.list(), {
      reachable: this.#reachable,
      measuredRates: rates.measuredRates(),
      fitOf: (record) => fit.fitOf(record),
    })
  }
}
