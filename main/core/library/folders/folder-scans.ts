import type { LibraryFolder } from '#contract/folders.ts'
import type { FolderRepository, StoredFolder } from '../../ports/folder-repository.ts'
import type { SetTimer } from '../../set-timer.ts'
import type { ModelLibrary } from '../model-library.ts'
import { type FolderCondition, isFolder, scanFolder } from './folder-scanner.ts'
import type { WatchedFolder } from './folder-watcher.ts'

type FolderScansOptions = {
  repository: Pick<FolderRepository, 'list'>
  models: Pick<ModelLibrary, 'files' | 'recheck' | 'recheckSoon'>
  setTimer: SetTimer
  watch: (folder: StoredFolder, onChange: () => void) => WatchedFolder
  /** Called where what `conditionOf` says may have changed. */
  onChange: () => void
}

/** A copy that takes minutes changes its file all the time: it is looked at when it has been quiet for so long. */
const quietMs = 700
/** How often a folder is looked at whose changes nobody tells: no watcher is left, or its drive is not connected. */
const unwatchedIntervalMs = 30_000
/** To walk through a folder that is too large to be watched takes seconds: only each tenth look takes it in. */
const largeFolderLooks = 10
/** A long scan shows what it has found so far this often. */
const showEveryMs = 500

/** When which folder is scanned: one scan of a folder at a time, another one after it where something changed meanwhile. */
export class FolderScans {
  readonly #options: FolderScansOptions
  readonly #closing = new AbortController()
  readonly #running = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Promise<void>>()
  readonly #conditions = new Map<string, FolderCondition>()
  readonly #watchers = new Map<string, WatchedFolder>()
  readonly #quiet = new Map<string, () => void>()
  #looks = 0
  #cancelTick: (() => void) | null = null
  #cancelShow: (() => void) | null = null

  constructor(options: FolderScansOptions) {
    this.#options = options
  }

  /** From now on, folders that cannot be watched are looked at now and then. */
  start(): void {
    if (this.#closing.signal.aborted) return
    this.#cancelTick = this.#options.setTimer(() => {
      this.#looks += 1
      for (const { id } of this.#options.repository.list()) {
        const watcher = this.#watchers.get(id)
        const isDue = watcher?.isTooLarge ? this.#looks % largeFolderLooks === 0 : !watcher?.isAlive
        if (isDue) void this.scan(id)
      }
      this.start()
    }, unwatchedIntervalMs)
  }

  conditionOf(id: string): Pick<LibraryFolder, 'isScanning' | 'isReachable' | 'problem'> {
    const condition = this.#conditions.get(id) ?? { isReachable: true, problem: null }
    return { ...condition, isScanning: this.#running.has(id) }
  }

  /** Scans a folder as it is after this call: a scan that runs already may have passed what changed. Never rejects. */
  scan(id: string): Promise<void> {
    const running = this.#running.get(id)
    if (running === undefined) return this.#begin(id)
    const waiting = this.#waiting.get(id) ?? running.then(() => this.#begin(id))
    this.#waiting.set(id, waiting)
    return waiting
  }

  /** The folder is no longer in the library. */
  async forget(id: string): Promise<void> {
    this.#quiet.get(id)?.()
    this.#quiet.delete(id)
    this.#conditions.delete(id)
    const watcher = this.#watchers.get(id)
    this.#watchers.delete(id)
    await watcher?.close()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#cancelTick?.()
    this.#cancelShow?.()
    await Promise.all([...this.#quiet.keys(), ...this.#watchers.keys()].map((id) => this.forget(id)))
    await Promise.all([...this.#running.values(), ...this.#waiting.values()])
  }

  #begin(id: string): Promise<void> {
    this.#waiting.delete(id)
    const scan = this.#scan(id)
      .catch(() => undefined)
      .finally(() => {
        this.#running.delete(id)
        if (!this.#closing.signal.aborted) this.#options.onChange()
      })
    this.#running.set(id, scan)
    this.#options.onChange()
    return scan
  }

  async #scan(id: string): Promise<void> {
    if (this.#closing.signal.aborted) return
    const { repository, models } = this.#options
    const folders = repository.list()
    const folder = folders.find((listed) => listed.id === id)
    if (!folder) return
    const isThere = await isFolder(folder.path)
    if (!this.#isWanted(id)) return
    if (isThere) this.#watch(folder)
    const condition = await scanFolder(folder, {
      folders,
      files: models.files,
      onChange: () => this.#showSoon(),
      signal: this.#closing.signal,
    })
    if (!this.#isWanted(id)) return
    this.#conditions.set(id, condition)
    await models.recheck()
  }

  /** The folder may have left the library, and the app may have closed, while something of it was waited for. */
  #isWanted(id: string): boolean {
    return !this.#closing.signal.aborted && this.#options.repository.list().some((folder) => folder.id === id)
  }

  #watch(folder: StoredFolder): void {
    const present = this.#watchers.get(folder.id)
    if (present?.isAlive || present?.isTooLarge) return
    const watcher = this.#options.watch(folder, () => this.#scanWhenQuiet(folder.id))
    this.#watchers.set(folder.id, watcher)
    // What came after the scan had passed and before the watcher was ready, neither of them has seen.
    void watcher.ready().then(() => this.#scanWhenQuiet(folder.id))
  }

  #scanWhenQuiet(id: string): void {
    if (this.#closing.signal.aborted || !this.#watchers.has(id)) return
    this.#quiet.get(id)?.()
    const cancel = this.#options.setTimer(() => {
      this.#quiet.delete(id)
      void this.scan(id)
    }, quietMs)
    this.#quiet.set(id, cancel)
  }

  #showSoon(): void {
    if (this.#closing.signal.aborted) return
    this.#cancelShow ??= this.#options.setTimer(() => {
      this.#cancelShow = null
      this.#options.models.recheckSoon()
    }, showEveryMs)
  }
}
