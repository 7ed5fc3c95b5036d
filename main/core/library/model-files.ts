import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ModelSource } from '#contract/models.ts'
import { Fault } from '../fault.ts'
import type { FolderRepository } from '../ports/folder-repository.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { CatalogModel } from './catalog.ts'
import { containingFolder } from './folders/containing-folder.ts'
import { type FoundModel, foundAt } from './folders/found-model.ts'
import { knownArchitectures } from './gguf/known-architectures.ts'
import { type InspectedFile, inspectGgufFile } from './gguf-header.ts'
import { brokenRecordOf, isUnchanged, recordOf } from './model-record.ts'

type ModelFilesOptions = {
  repository: ModelRepository
  folders: Pick<FolderRepository, 'list'>
  starter: { model: CatalogModel; path: string }
  now: () => number
}

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
   * Inspects a file and lists it, with what is known of it beside; one that was removed comes back. A bad file is refused.
   * Faults: MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN.
   */
  async add(path: string, known: KnownOrigin = {}): Promise<StoredModel> {
    const inspected = await inspectGgufFile(path)
    requireKnownArchitecture(path, inspected)
    const found = { ...foundAt(path), source: known.source ?? null, sha256: known.sha256 ?? null }
    const folderId = containingFolder(this.#options.folders.list(), path)?.id ?? null
    const change = ({ isStarter }: StoredModel) => ({
      folderId,
      removedAtMs: null,
      trash: null,
      isStarter: isStarter || known.isStarter === true,
    })
    return this.#save(found, { inspected, change })
  }

  /**
   * Looks at a listed file again, header and all, and keeps what changed, also what is wrong with it now. Faults: those of `add`.
   */
  async refresh(model: StoredModel): Promise<StoredModel> {
    const name = model.source?.kind === 'ollama' ? model.source.name : null
    const found = { ...foundAt(model.path), name, publisher: model.publisher }
    try {
      const inspected = await inspectGgufFile(model.path)
      requireKnownArchitecture(model.path, inspected)
      const isSame = isUnchanged(model, inspected) && model.header !== null && model.problem === null
      return isSame ? model : this.#save(found, { inspected })
    } catch (error) {
      const fault = Fault.from(error)
      if (fault.code !== 'MODEL_FILE_MISSING') await this.#saveBroken(found, fault)
      throw fault
    }
  }

  /**
   * Keeps what a scan has found, good or bad: a file that is as it was is not read again, one that was moved keeps all that was known
   * of it, one that the user removed stays so. True where something changed.
   */
  async note(found: FoundModel, folderId: string): Promise<boolean> {
    const stats = await stat(found.path).catch(() => null)
    if (!stats?.isFile()) return false
    const file = { sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
    const { repository, starter } = this.#options
    const known = repository.findByPath(found.path)
    // The starter is listed when its content was verified.
    if (known === null && found.path === starter.path) return false
    if (known !== null && isUnchanged(known, file) && isSettled(known, found)) return this.#bringBack(known, folderId)
    const movedId = known === null ? await this.#findMoved(found, file) : null
    const change = (record: StoredModel) => ({ folderId, ...backFromTrash(record) })
    try {
      const inspected = await inspectGgufFile(found.path)
      const record = this.#save(found, { inspected, movedId, change })
      try {
        requireKnownArchitecture(found.path, inspected)
      } catch (error) {
        repository.save({ ...record, problem: Fault.from(error).toProblem() })
      }
    } catch (error) {
      await this.#saveBroken(found, Fault.from(error), { movedId, change })
    }
    return true
  }

  /** Ids of the listed models whose files are all where they were. */
  async reachableIds(): Promise<ReadonlySet<string>> {
    const records = this.#options.repository.list()
    const found = await Promise.all(records.map(({ parts }) => areFiles(parts.map((part) => part.path))))
    return new Set(records.filter((_, index) => found[index]).map((record) => record.id))
  }

  /** Of a file that is as it was, only its place in the library may be another one. */
  #bringBack(known: StoredModel, folderId: string): boolean {
    const changed = { ...known, folderId, ...backFromTrash(known) }
    const isSame = known.folderId === folderId && known.trash === changed.trash
    if (!isSame) this.#options.repository.save(changed)
    return !isSame
  }

  /** The id of the model that lay elsewhere with this size and time, or this hash, and is there no more; null where there is none. */
  async #findMoved(found: FoundModel, file: { sizeBytes: number; modifiedAtMs: number }): Promise<string | null> {
    for (const candidate of this.#options.repository.alike(file, found.sha256)) {
      if (!(await areFiles([candidate.path]))) return candidate.id
    }
    return null
  }

  /** In one step from the look into the database to the change: two that add the same file must not list it twice. */
  #save(found: FoundModel, { inspected, movedId, change }: { inspected: InspectedFile } & SaveOptions): StoredModel {
    const record = recordOf(inspected, this.#contextOf(found, movedId))
    return this.#keep(record, change)
  }

  async #saveBroken(found: FoundModel, fault: Fault, { movedId, change }: SaveOptions = {}): Promise<void> {
    const stats = await stat(found.path).catch(() => null)
    if (stats === null) return
    const file = { sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
    this.#keep(brokenRecordOf(file, fault.toProblem(), this.#contextOf(found, movedId)), change)
  }

  #contextOf(found: FoundModel, movedId: string | null | undefined) {
    const { repository, starter, now } = this.#options
    const moved = movedId ? repository.get(movedId) : null
    const isStarter = found.path === starter.path
    return {
      found,
      known: repository.findByPath(found.path) ?? moved,
      starter: isStarter ? starter.model : null,
      nowMs: now(),
    }
  }

  #keep(record: StoredModel, change: SaveOptions['change']): StoredModel {
    const kept = { ...record, ...change?.(record) }
    this.#options.repository.save(kept)
    return kept
  }
}

type KnownOrigin = { source?: ModelSource; sha256?: string; isStarter?: boolean }

type SaveOptions = {
  /** The model that was moved to this path. */
  movedId?: string | null
  change?: (record: StoredModel) => Partial<StoredModel>
}

function requireKnownArchitecture(path: string, { header: { architecture } }: InspectedFile): void {
  if (knownArchitectures.has(architecture)) return
  throw new Fault('MODEL_ARCHITECTURE_UNKNOWN', { params: { fileName: basename(path), architecture } })
}

/** Whether nothing new is to be expected of a file that has not changed. */
function isSettled(known: StoredModel, found: FoundModel): boolean {
  if (found.name !== null && found.name !== known.originalName) return false
  return known.problem === null ? known.header !== null : lastingProblems.has(known.problem.code)
}

/** A file that went to the trash and is here again was brought back by the user. */
function backFromTrash({ trash, removedAtMs }: StoredModel): Pick<StoredModel, 'trash' | 'removedAtMs'> {
  return trash === 'done' ? { trash: null, removedAtMs: null } : { trash, removedAtMs }
}

async function areFiles(paths: string[]): Promise<boolean> {
  const stats = await Promise.all(paths.map((path) => stat(path).catch(() => null)))
  return stats.every((found) => found?.isFile() ?? false)
}
