import { Fault } from '../fault.ts'
import type { FolderRepository } from '../ports/folder-repository.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { Trash } from '../ports/trash.ts'
import type { SetTimer } from '../set-timer.ts'
import type { ForeignFolders } from './folders/foreign-folders.ts'
import { requiredModel } from './required-model.ts'
import { TrashBin } from './trash-bin.ts'

type ModelRemovalOptions = {
  repository: ModelRepository
  folders: Pick<FolderRepository, 'get'>
  foreign: Pick<ForeignFolders, 'ownerOf'>
  trash: Trash
  release: (modelId: string) => Promise<void>
  now: () => number
  /** Called when a model has left the list. */
  onGone: (model: StoredModel) => void
  /** Called where a model is back because its files could not be moved. */
  onReturned: () => void
  setTimer?: SetTimer | undefined
}

/** How models leave the list, with or without their files, and come back. */
export class ModelRemoval {
  readonly #options: ModelRemovalOptions
  readonly #bin: TrashBin

  constructor(options: ModelRemovalOptions) {
    this.#options = options
    this.#bin = new TrashBin(options)
  }

  /** Moves to the trash what an app that was killed left waiting. */
  start(): void {
    this.#bin.start()
  }

  /** Takes a model off the list; its files stay. */
  remove(model: StoredModel): void {
    const { repository, now, onGone } = this.#options
    repository.save({ ...model, removedAtMs: now() })
    onGone(model)
  }

  /** Takes a model off the list, and its files to the trash when the time to undo it is over. Faults: MODEL_NOT_FOUND, MODEL_NOT_DELETABLE. */
  async moveToTrash({ id, path }: StoredModel): Promise<{ undoUntilMs: number }> {
    const { repository, foreign, onGone } = this.#options
    const owner = await foreign.ownerOf(path)
    if (owner !== null) throw new Fault('MODEL_NOT_DELETABLE', { params: { path } })
    // As it is now: it may have changed, or gone, since it was asked whose it is.
    const model = requiredModel(repository.getListed(id), id)
    const undo = this.#bin.put(model)
    onGone(model)
    return undo
  }

  /** Brings back a model; one whose folder left the library stands by itself. Faults: MODEL_NOT_FOUND. */
  restore(id: string): StoredModel {
    const { repository, folders } = this.#options
    const model = requiredModel(repository.get(id), id)
    this.#bin.takeOut(id)
    const isFolderListed = model.folderId !== null && folders.get(model.folderId)?.removedAtMs === null
    const folderId = isFolderListed ? model.folderId : null
    const restored = { ...model, folderId, removedAtMs: null, trash: null }
    repository.save(restored)
    return restored
  }

  /** A model came back in another way: its files stay. */
  keep(id: string): void {
    this.#bin.takeOut(id)
  }

  /** Moves to the trash all that waits. */
  close(): Promise<void> {
    return this.#bin.close()
  }
}
