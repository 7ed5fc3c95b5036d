import { basename } from 'node:path'
import type { ModelSource } from '#contract/models.ts'
import { Fault } from '../fault.ts'
import type { FolderRepository } from '../ports/folder-repository.ts'
import type { ModelPart } from '../ports/model-facts.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { CatalogModel } from './catalog.ts'
import { lookAt, lookAtAll } from './file-look.ts'
import { containingFolder } from './folders/containing-folder.ts'
import { type FoundModel, foundAt } from './folders/found-model.ts'
import { knownArchitectures } from './gguf/known-architectures.ts'
import { type InspectedModel, inspectModel } from './inspect-model.ts'
import { brokenRecordOf, isSameFiles, recordOf } from './model-record.ts'

type ModelFilesOptions = {
  repository: ModelRepository
  folders: Pick<FolderRepository, 'list'>
  starter: { model: CatalogModel; path: string }
  now: () => number
}

/** What is known of a file that was fetched. */
export type KnownOrigin = { source?: ModelSource; sha256?: string; isStarter?: boolean }

/** What else changes with a record, and the model that was moved to its path. */
type KeepOptions = { change?: (record: StoredModel) => Partial<StoredModel>; movedId?: string | null }

/** What is wrong with the bytes themselves stays so until they change; anything else is looked at again. */
const lastingProblems = new Set<string>([
  'MODEL_FILE_EMPTY',
  'MODEL_FILE_NOT_GGUF',
  'MODEL_FILE_TRUNCATED',
  'MODEL_FILE_CORRUPT',
])

/** Looks at model files and keeps what their headers say. */
export class ModelFiles {
  readonly #options: ModelFilesOptions

  constructor(options: ModelFilesOptions) {
    this.#options = options
  }

  /**
   * Inspects a file and lists it, with what is known of it beside; one that was removed comes back. A bad file is refused. Any part of
   * a split model stands for all. Faults: MODEL_FILE_…, MODEL_PARTS_MISSING, MODEL_ARCHITECTURE_UNKNOWN.
   */
  async add(path: string, { source, sha256, isStarter }: KnownOrigin = {}): Promise<StoredModel> {
    const inspected = await inspectModel(path)
    requireKnownArchitecture(path, inspected)
    const found = {
      ...foundAt(inspected.parts[0]?.path ?? path),
      source: source ?? null,
      sha256: sha256 ?? null,
    }
    const folderId = containingFolder(this.#options.folders.list(), found.path)?.id ?? null
    const change = (record: StoredModel) => ({
      folderId,
      removedAtMs: null,
      trash: null,
      isStarter: record.isStarter || isStarter === true,
    })
    return this.#keep(found, inspected, { change })
  }

  /** Looks at a listed model again, header and all, and keeps what changed, also what is wrong with it now. Faults: those of `add`. */
  async refresh(model: StoredModel): Promise<StoredModel> {
    const name = model.source?.kind === 'ollama' ? model.source.name : null
    const found = { ...foundAt(model.path), name, publisher: model.publisher }
    try {
      const inspected = await inspectModel(model.path)
      requireKnownArchitecture(model.path, inspected)
      const isSame = isSameFiles(model.parts, inspected.parts) && model.header !== null && model.problem === null
      return isSame ? model : this.#keep(found, inspected)
    } catch (error) {
      const fault = Fault.from(error)
      const file = fault.code === 'MODEL_FILE_MISSING' ? null : await lookAt(model.path)
      if (file !== null) this.#keepBroken(found, file, fault)
      throw fault
    }
  }

  /**
   * Keeps what a scan has found, good or bad: a file that is as it was is not read again, one that was moved keeps all that was known
   * of it, one that the user removed stays so. True where something changed.
   */
  async note(found: FoundModel, folderId: string): Promise<boolean> {
    const file = await lookAt(found.path)
    if (file === null) return false
    const { repository, starter } = this.#options
    const known = repository.findByPath(found.path)
    // The starter is listed when its content was verified.
    if (known === null && found.path === starter.path) return false
    if (known !== null && (await isSettled(known, found))) return this.#place(known, folderId)

    const change = (record: StoredModel) => ({ folderId, ...backFromTrash(record) })
    try {
      const inspected = await inspectModel(found.path)
      const movedId = known === null ? await this.#findMoved(found, inspected) : null
      this.#keep(found, inspected, { change, movedId })
    } catch (error) {
      const movedId = known === null ? await this.#findMoved(found, file) : null
      this.#keepBroken(found, file, Fault.from(error), { change, movedId })
    }
    return true
  }

  /** Ids of the listed models whose files are all where they were. */
  async reachableIds(): Promise<ReadonlySet<string>> {
    const records = this.#options.repository.list()
    const found = await Promise.all(records.map(({ parts }) => lookAtAll(parts.map(({ path }) => path))))
    return new Set(records.filter((_, index) => found[index] !== null).map((record) => record.id))
  }

  /** Of a file that is as it was, only its place in the library may be another one. */
  #place(known: StoredModel, folderId: string): boolean {
    const changed = { ...known, folderId, ...backFromTrash(known) }
    const isSame = known.folderId === folderId && known.trash === changed.trash
    if (!isSame) this.#options.repository.save(changed)
    return !isSame
  }

  /** The id of the model that lay elsewhere with this size and time, or this hash, and is there no more; null where there is none. */
  async #findMoved(
    { sha256 }: FoundModel,
    file: Pick<ModelPart, 'sizeBytes' | 'modifiedAtMs'>,
  ): Promise<string | null> {
    for (const candidate of this.#options.repository.alike(file, sha256)) {
      if ((await lookAt(candidate.path)) === null) return candidate.id
    }
    return null
  }

  /** In one step from the look into the database to the change: two that add the same file must not list it twice. */
  #keep(found: FoundModel, inspected: InspectedModel, options: KeepOptions = {}): StoredModel {
    const record = recordOf(inspected, this.#contextOf(found, options))
    const problem = architectureFault(found.path, inspected)?.toProblem() ?? null
    return this.#save({ ...record, problem }, options)
  }

  #keepBroken(found: FoundModel, file: ModelPart, fault: Fault, options: KeepOptions = {}): void {
    this.#save(brokenRecordOf(file, fault.toProblem(), this.#contextOf(found, options)), options)
  }

  #contextOf(found: FoundModel, { movedId }: KeepOptions) {
    const { repository, starter, now } = this.#options
    const moved = movedId ? repository.get(movedId) : null
    return {
      found,
      known: repository.findByPath(found.path) ?? moved,
      starter: found.path === starter.path ? starter.model : null,
      nowMs: now(),
    }
  }

  #save(record: StoredModel, { change }: KeepOptions): StoredModel {
    const kept = { ...record, ...change?.(record) }
    this.#options.repository.save(kept)
    return kept
  }
}

function requireKnownArchitecture(path: string, inspected: InspectedModel): void {
  const fault = architectureFault(path, inspected)
  if (fault !== null) throw fault
}

/** The file is a model, and this llama.cpp is too old for it. */
function architectureFault(path: string, { header: { architecture } }: InspectedModel): Fault | null {
  if (knownArchitectures.has(architecture)) return null
  return new Fault('MODEL_ARCHITECTURE_UNKNOWN', { params: { fileName: basename(path), architecture } })
}

/** Whether nothing new is to be expected of a model: its files are as they were, and nothing that time may mend is wrong. */
async function isSettled(known: StoredModel, found: FoundModel): Promise<boolean> {
  if (found.name !== null && found.name !== known.originalName) return false
  if (known.problem === null ? known.header === null : !lastingProblems.has(known.problem.code)) return false
  const parts = await lookAtAll(known.parts.map(({ path }) => path))
  return parts !== null && isSameFiles(known.parts, parts)
}

/** A file that went to the trash and is here again was brought back by the user. */
function backFromTrash({ trash, removedAtMs }: StoredModel): Pick<StoredModel, 'trash' | 'removedAtMs'> {
  return trash === 'done' ? { trash: null, removedAtMs: null } : { trash, removedAtMs }
}
