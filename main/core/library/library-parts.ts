import { join } from 'node:path'
import type { Model } from '#contract/models.ts'
import type { Settings } from '#contract/settings.ts'
import type { FitService } from '../fit/fit-service.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import type { LiveValue } from '../live-value.ts'
import type { FolderRepository } from '../ports/folder-repository.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { SettingsRepository } from '../ports/settings-repository.ts'
import type { Trash } from '../ports/trash.ts'
import type { SetTimer } from '../set-timer.ts'
import { type CatalogFile, type CatalogModel, catalog, starterOf } from './catalog.ts'
import { ChosenModel } from './chosen-model.ts'
import type { ContentHasher } from './content-hash/content-hasher.ts'
import type { ForeignFolders } from './folders/foreign-folders.ts'
import { LibraryView } from './library-view.ts'
import { ModelFiles } from './model-files.ts'
import { ModelHashing } from './model-hashing.ts'
import { describeModels } from './model-list.ts'
import { ModelPresence } from './model-presence.ts'
import { ModelRemoval } from './model-removal.ts'
import type { RateBook } from './rate-book.ts'
import { type StarterDownloads, StarterService } from './starter/starter-service.ts'
import { StarterWish } from './starter/starter-wish.ts'

export type ModelLibraryOptions = {
  repository: ModelRepository
  folders: FolderRepository
  foreign: Pick<ForeignFolders, 'ownerOf'>
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
  rates: RateBook
  trash: Trash
  /** Takes a model out of memory where it is in there. */
  release: (modelId: string) => Promise<void>
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

/** What the library is made of, each part knowing what it needs of the others. */
export class LibraryParts {
  readonly chosen: ChosenModel
  readonly files: ModelFiles
  readonly presence: ModelPresence
  readonly hashing: ModelHashing
  readonly starter: StarterService
  readonly starterWish: StarterWish
  readonly removal: ModelRemoval
  readonly view: LibraryView
  readonly #options: ModelLibraryOptions

  /** `registerStarter` lists the starter's verified file, and returns its id. */
  constructor(options: ModelLibraryOptions, registerStarter: (path: string, sha256: string) => Promise<string>) {
    this.#options = options
    const { repository, folders, memory, now } = options
    const { model, file } = options.starter ?? starterOf(catalog)
    const starterPath = join(options.modelsFolder, file.fileName)
    this.chosen = new ChosenModel(options)
    this.files = new ModelFiles({ repository, folders, starter: { model, path: starterPath }, now })
    this.presence = new ModelPresence({ look: () => this.#look(), onLooked: () => this.#noteLooked() })
    this.hashing = new ModelHashing({ ...options, reachable: () => this.presence.there })
    this.starter = new StarterService({
      model,
      file,
      downloads: options.downloads,
      folder: options.modelsFolder,
      known: (path) => repository.findByPath(path),
      register: registerStarter,
      onCancelled: () => this.starterWish.noteCancelled(),
    })
    this.starterWish = new StarterWish({ starter: this.starter, memory, repository })
    this.view = new LibraryView({
      models: () => this.#describe(),
      chosenModelId: () => this.chosen.id,
      starter: () => this.starter.state.value,
    })
    this.removal = new ModelRemoval({
      ...options,
      onGone: (gone) => this.#noteGone(gone),
      onReturned: () => this.view.publish(),
    })
  }

  /** Chooses the model that was used last, where none is chosen. */
  chooseFirstUsable(): void {
    this.chosen.chooseFirst(this.#firstUsable(null))
    this.view.publish()
  }

  async #look(): Promise<ReadonlySet<string>> {
    const [there] = await Promise.all([this.files.reachableIds(), this.#options.fit.measure()])
    return there
  }

  #noteLooked(): void {
    this.#options.fit.tend()
    this.view.publish()
    this.hashing.queueMissing()
  }

  /** A model went off the list: another one is chosen in its place. */
  #noteGone(model: StoredModel): void {
    this.hashing.drop(model.id)
    this.starterWish.noteGone(model)
    if (this.chosen.wasChosen(model.id)) this.chosen.choose(this.#firstUsable(model.id))
    this.view.publish()
  }

  #firstUsable(exceptId: string | null): string | null {
    const { models } = this.view.state.value
    return models.find((model) => model.id !== exceptId && model.problem === null)?.id ?? null
  }

  #describe(): Model[] {
    const { repository, fit, rates } = this.#options
    return describeModels(repository.list(), {
      reachable: this.presence.there,
      measuredRates: rates.measuredRates(),
      fitOf: (record) => fit.fitOf(record),
    })
  }
}
