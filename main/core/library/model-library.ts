import type { LoadOptions } from '#contract/engine.ts'
import type { FitEstimate, Model, ModelDetails, ModelsState } from '#contract/models.ts'
import { Fault } from '../fault.ts'
import type { FitMemory } from '../fit/fit-memory.ts'
import type { LiveValue } from '../live-value.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import { type Annotation, annotated } from './annotations.ts'
import { expandPath } from './expand-path.ts'
import { libraryDetails } from './library-details.ts'
import { LibraryParts, type ModelLibraryOptions } from './library-parts.ts'
import type { KnownOrigin, ModelFiles } from './model-files.ts'
import { requiredModel } from './required-model.ts'
import { formerOf, movedTo } from './same-content.ts'

/** The models that Wattle knows: those of the library's folders, single files of the user's, and the starter. */
export class ModelLibrary {
  readonly #options: ModelLibraryOptions
  readonly #parts: LibraryParts
  readonly #subscriptions: (() => void)[]
  #begun: Promise<void> = Promise.resolve()

  constructor(options: ModelLibraryOptions) {
    this.#options = options
    this.#parts = new LibraryParts(options, async (path, sha256) => {
      const { id } = await this.adopt(path, { sha256, isStarter: true })
      return id
    })
    this.publish()
    const publish = () => this.publish()
    this.#subscriptions = [
      this.#parts.starter.state.subscribe(publish),
      options.settings.subscribe(publish),
      options.hardware.state.subscribe(publish),
      options.fit.changes.subscribe(() => this.recheckSoon()),
    ]
  }

  get state(): LiveValue<ModelsState> {
    return this.#parts.view.state
  }

  /** For the folders' scans. */
  get files(): ModelFiles {
    return this.#parts.files
  }

  /** Looks at the files, and begins with the starter when the models folder was scanned. Returns at once. */
  start(scanned: Promise<void> = Promise.resolve()): void {
    const { removal, hashing, presence, starter } = this.#parts
    removal.start()
    hashing.start()
    presence.start()
    this.#begun = this.#begin(scanned).catch((error: unknown) => starter.fail(error))
  }

  /** Resolves when the starter is ready, failed or declined. */
  ready(): Promise<void> {
    return this.#parts.starter.ready()
  }

  /** Adds a GGUF file, used where it lies; one that was removed comes back. Faults: MODEL_PATH_NOT_ABSOLUTE, MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN. */
  async add(typedPath: string): Promise<Model> {
    return this.adopt(expandPath(typedPath), {})
  }

  /**
   * Lists a file of which more is known than it says itself: a finished download with the hash that it was held against. Replaces what
   * was known of the file at this path. Faults: MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN.
   */
  async adopt(path: string, known: KnownOrigin): Promise<Model> {
    const { files, removal, presence, starterWish, chosen, view } = this.#parts
    const model = await files.add(path, known)
    removal.keep(model.id)
    presence.note(model.id)
    starterWish.noteListed(model)
    chosen.chooseFirst(model.id)
    this.publish()
    return view.model(model.id)
  }

  /** A model whose file is there and has this content; null where there is none. */
  findBySha256(sha256: string): Model | null {
    return this.state.value.models.find((model) => model.isReachable && model.sha256 === sha256) ?? null
  }

  /** Whether the file at a path is listed, and is there and whole. */
  hasUsable(path: string): boolean {
    return this.state.value.models.some((model) => model.path === path && model.isReachable && model.problem === null)
  }

  /** Makes a model the one that the next message goes to. Faults: MODEL_NOT_FOUND; for a broken file those of `add`. */
  choose(id: string): void {
    const { problem } = this.#known(id)
    if (problem !== null && problem.code !== 'TRASH_FAILED') throw new Fault(problem.code, problem)
    this.#parts.chosen.choose(id)
    this.publish()
  }

  /** Changes what the user says of a model; it is in the database when this returns. Faults: MODEL_NOT_FOUND. */
  annotate(id: string, change: Annotation): Model {
    this.#options.repository.save(annotated(this.#known(id), change))
    this.publish()
    return this.#parts.view.model(id)
  }

  /** Forgets a model; the file stays. Faults: MODEL_NOT_FOUND. */
  remove(id: string): void {
    this.#parts.removal.remove(this.#known(id))
  }

  /** Takes a model off the list, and its files to the system's trash when the time to undo it is over. Faults: MODEL_NOT_FOUND, MODEL_NOT_DELETABLE. */
  async moveToTrash(id: string): Promise<{ undoUntilMs: number }> {
    return this.#parts.removal.moveToTrash(this.#known(id))
  }

  /** Brings back what `remove` or `moveToTrash` took away. Faults: MODEL_NOT_FOUND. */
  restore(id: string): Model {
    const { removal, starterWish, chosen, view } = this.#parts
    starterWish.noteRestored(removal.restore(id))
    chosen.chooseFirst(id)
    this.publish()
    this.recheckSoon()
    return view.model(id)
  }

  /** Whether a model would fit with these options in place of the settings'. Faults: MODEL_NOT_FOUND. */
  async estimateFit(id: string, load: LoadOptions): Promise<FitEstimate> {
    return this.#options.fit.estimate(this.#known(id), load)
  }

  /** What is free for a model, with the present one unloaded: for those that are not here yet. */
  freeMemory(): FitMemory {
    return this.#options.fit.freeMemory()
  }

  /** All that a model's files say of it. Faults: MODEL_NOT_FOUND, MODEL_FILE_…, MODEL_PARTS_MISSING. */
  async details(id: string): Promise<ModelDetails> {
    return libraryDetails(this.#known(id), this.#options.repository.list())
  }

  /** Computes the content's hash now, before those that wait; `noteSha256` keeps it. Faults: MODEL_NOT_FOUND. */
  hash(id: string): void {
    this.#parts.hashing.hashNow(this.#known(id))
  }

  /** Where a model's file lies. Faults: MODEL_NOT_FOUND. */
  pathOf(id: string): string {
    return this.#known(id).path
  }

  /** Fetches the starter, unless it is there or on its way. Returns at once; `state` tells how it goes. */
  fetchStarter(): void {
    this.#parts.starterWish.fetch()
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
      this.publish()
      this.recheckSoon()
    }
  }

  /** The model that the next message goes to; null where there is none. */
  chosenModelId(): string | null {
    return this.#parts.chosen.id
  }

  /** Notes that an answer was begun with a model. */
  noteUsed(id: string): void {
    this.#options.repository.save({ ...this.#known(id), lastUsedAtMs: this.#options.now() })
    this.publish()
  }

  /** Notes that an answer has ended and is stored with its figures. */
  noteAnswered(): void {
    this.#options.rates.noteAnswered()
    this.publish()
  }

  /** Notes the hash of a model's file, once somebody has computed it. It may show that a file is one that was elsewhere. */
  noteSha256(id: string, sha256: string): void {
    const { repository } = this.#options
    const { chosen, presence } = this.#parts
    const model = repository.get(id)
    if (model === null) return
    const former = formerOf(model, sha256, { all: repository.list(), reachable: presence.there })
    if (former === null) {
      repository.save({ ...model, sha256 })
    } else {
      repository.delete(id)
      repository.save({ ...movedTo(model, former), sha256 })
      if (chosen.wasChosen(id)) chosen.choose(former.id)
      presence.note(former.id)
    }
    this.publish()
  }

  /** Shows the models as they are in the database now, where that is not what is shown. */
  publish(): void {
    this.#parts.view.publish()
  }

  /** Looks again which files are there and how much memory is free, as it is after this call. */
  recheck(): Promise<void> {
    return this.#parts.presence.look()
  }

  /** The same, where nobody waits for it. */
  recheckSoon(): void {
    this.#parts.presence.lookSoon()
  }

  /** Ends what runs in the background, and moves to the trash what waits for it. */
  async close(): Promise<void> {
    const { view, hashing, starter, removal, presence } = this.#parts
    view.close()
    hashing.close()
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    await Promise.all([starter.close(), removal.close()])
    await this.#begun
    await presence.close()
  }

  async #begin(scanned: Promise<void>): Promise<void> {
    await scanned
    await this.recheck()
    this.#parts.starterWish.begin()
    this.#parts.chooseFirstUsable()
  }

  #known(id: string): StoredModel {
    return requiredModel(this.#options.repository.getListed(id), id)
  }
}
