import { randomUUID } from 'node:crypto'
import { readdir, realpath, statfs } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import type { DownloadsState } from '#contract/downloads.ts'
import type { DetectedFolder, FolderKind, FoldersState, LibraryFolder } from '#contract/folders.ts'
import type { Model } from '#contract/models.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'
import type { FolderRepository, StoredFolder } from '../ports/folder-repository.ts'
import type { ModelRepository } from '../ports/model-repository.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import type { HashingState } from './content-hash/content-hasher.ts'
import { expandPath } from './expand-path.ts'
import { isWithin } from './folders/containing-folder.ts'
import { detectFolders } from './folders/folder-detection.ts'
import { isFolder, unreadable } from './folders/folder-scanner.ts'
import { FolderScans } from './folders/folder-scans.ts'
import { FolderWatcher, type WatchedFolder } from './folders/folder-watcher.ts'
import type { ForeignFolders } from './folders/foreign-folders.ts'
import { keepOwnFolder } from './folders/own-folder.ts'
import type { ModelLibrary } from './model-library.ts'

export type FolderServiceOptions = {
  repository: FolderRepository
  models: Pick<ModelLibrary, 'state' | 'files' | 'recheck' | 'recheckSoon' | 'publish'>
  stored: Pick<ModelRepository, 'inFolder' | 'save'>
  foreign: ForeignFolders
  hashing: LiveValue<HashingState>
  /** Wattle's own. */
  modelsFolder: string
  now: () => number
  /** The system's, unless a test has its own. */
  setTimer?: SetTimer
  /** By the system, unless a test has its own. */
  watch?: (folder: StoredFolder, onChange: () => void) => WatchedFolder
}

/** The folders whose models are in the library. */
export class FolderService {
  readonly state = new LiveValue<FoldersState>({ folders: [], detected: [], disk: null, hashing: null })
  readonly #options: FolderServiceOptions
  readonly #scans: FolderScans
  readonly #subscriptions: (() => void)[]
  #detected: DetectedFolder[] = []
  #disk: FoldersState['disk'] = null
  #isClosed = false

  constructor(options: FolderServiceOptions) {
    this.#options = options
    const { repository, models } = options
    this.#scans = new FolderScans({
      repository,
      models,
      setTimer: options.setTimer ?? setSystemTimer,
      watch: options.watch ?? ((folder, onChange) => new FolderWatcher(folder, onChange)),
      onChange: () => this.#publish(),
    })
    const publish = () => this.#publish()
    this.#subscriptions = [models.state.subscribe(publish), options.hashing.subscribe(publish)]
  }

  /** Takes Wattle's own folder in, and scans all when it may. Resolves when its own folder was scanned; the others follow. */
  async start(mayScan: Promise<void> = Promise.resolve()): Promise<void> {
    const own = await keepOwnFolder(this.#options)
    this.#publish()
    await mayScan
    if (this.#isClosed) return
    await this.#scans.scan(own.id)
    this.#scans.start()
    void this.#scanAll(own.id).catch(() => undefined)
  }

  /** Takes Wattle's own folder in, and reads every folder once, for a command that does not stay. */
  async look(): Promise<void> {
    await keepOwnFolder(this.#options)
    await this.rescan()
  }

  /** Adds a folder by its path. Faults: MODEL_PATH_NOT_ABSOLUTE, FOLDER_NOT_FOUND, FOLDER_UNREADABLE, FOLDER_LISTED_ALREADY. */
  async add(typedPath: string): Promise<LibraryFolder> {
    const path = expandPath(typedPath)
    return this.#add(path, (await this.#options.foreign.programAt(path)) ?? 'added')
  }

  /** Adds a folder that was detected. Faults: FOLDER_NOT_FOUND, FOLDER_UNREADABLE, FOLDER_LISTED_ALREADY. */
  async addDetected(id: string): Promise<LibraryFolder> {
    const detected = this.#detected.find((folder) => folder.id === id)
    if (!detected) throw new Fault('FOLDER_NOT_FOUND')
    return this.#add(detected.path, detected.kind)
  }

  /** Takes a folder and its models off the list; all is kept for when it comes back. Faults: FOLDER_NOT_FOUND. */
  async remove(id: string): Promise<void> {
    const { repository, models, now } = this.#options
    const folder = repository.list().find((listed) => listed.id === id)
    if (!folder) throw new Fault('FOLDER_NOT_FOUND')
    if (folder.kind === 'own') throw new Fault('INTERNAL', { detail: "Wattle's own folder cannot be taken out" })
    repository.save({ ...folder, removedAtMs: now() })
    await this.#scans.forget(id)
    models.publish()
    this.#publish()
    void this.#detect().catch(() => undefined)
  }

  /** Reads every folder again, and looks again for those of other programs. Resolves when it is done. */
  rescan(): Promise<void> {
    return this.#scanAll(null)
  }

  /** Looks how much room there is where downloads go. */
  async refreshDisk(): Promise<void> {
    const stats = await statfs(this.#options.modelsFolder).catch(() => null)
    this.#disk = stats && { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize }
    this.#publish()
  }

  /** Looks at the disk again whenever a download has ended. */
  followDownloads(downloads: LiveValue<DownloadsState>): void {
    let ended = endedIn(downloads.value)
    this.#subscriptions.push(
      downloads.subscribe((state) => {
        const before = ended
        ended = endedIn(state)
        if (ended !== before) void this.refreshDisk()
      }),
    )
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    await this.#scans.close()
  }

  async #scanAll(exceptId: string | null): Promise<void> {
    const folders = this.#options.repository.list().filter(({ id }) => id !== exceptId)
    await Promise.all([...folders.map(({ id }) => this.#scans.scan(id)), this.#detect(), this.refreshDisk()])
  }

  async #add(path: string, kind: FolderKind): Promise<LibraryFolder> {
    const { repository, models, now } = this.#options
    if (!(await isFolder(path))) throw new Fault('FOLDER_NOT_FOUND', { params: { path } })
    await readdir(path).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    const real = await realpath(path)
    for (const listed of repository.list()) {
      const listedReal = await realpath(listed.path).catch(() => listed.path)
      if (!isWithin(listed.path, path) && !isWithin(listedReal, real)) continue
      throw new Fault('FOLDER_LISTED_ALREADY', { params: { path: listed.path } })
    }
    const known = repository.findByPath(path)
    const folder: StoredFolder = { id: known?.id ?? randomUUID(), path, kind, addedAtMs: now(), removedAtMs: null }
    repository.save(folder)
    this.#detected = this.#detected.filter((detected) => !isWithin(path, detected.path))
    // What was known of it is there at once; what is new follows.
    models.publish()
    void this.#scans.scan(folder.id).catch(() => undefined)
    this.#publish()
    return this.#describe(folder, models.state.value.models)
  }

  async #detect(): Promise<void> {
    this.#detected = await detectFolders(this.#options.foreign, this.#options.repository.list())
    this.#publish()
  }

  #publish(): void {
    if (this.#isClosed) return
    const { repository, models, hashing } = this.#options
    const state: FoldersState = {
      folders: repository.list().map((folder) => this.#describe(folder, models.state.value.models)),
      detected: this.#detected,
      disk: this.#disk,
      hashing: hashing.value,
    }
    if (!isDeepStrictEqual(state, this.state.value)) this.state.set(state)
  }

  #describe({ id, path, kind }: StoredFolder, models: readonly Model[]): LibraryFolder {
    const own = models.filter((model) => model.folderId === id)
    return {
      id,
      path,
      kind,
      ...this.#scans.conditionOf(id),
      modelCount: own.length,
      sizeBytes: own.reduce((sum, model) => sum + model.sizeBytes, 0),
    }
  }
}

function endedIn({ downloads }: DownloadsState): number {
  return downloads.filter(({ endedAtMs }) => endedAtMs !== null).length
}
