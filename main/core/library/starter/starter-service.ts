import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, DownloadsState } from '#contract/downloads.ts'
import type { StarterState } from '#contract/models.ts'
import { Fault } from '../../fault.ts'
import { LiveValue } from '../../live-value.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import type { CatalogFile, CatalogModel } from '../catalog.ts'
import { inspectGgufFile } from '../gguf-header.ts'
import { isUnchanged } from '../model-record.ts'
import { starterStateOf } from './starter-state.ts'

/** What the starter needs of the downloads. */
export interface StarterDownloads {
  readonly state: LiveValue<DownloadsState>
  /** Queues the starter, or goes on with it. */
  addStarter(model: CatalogModel, file: CatalogFile): Download
  cancel(id: string): Promise<void>
  hashFile(path: string, signal: AbortSignal): Promise<string>
}

type StarterServiceOptions = {
  model: CatalogModel
  file: CatalogFile
  downloads: StarterDownloads
  folder: string
  /** What is kept of the file at this path. */
  known: (path: string) => StoredModel | null
  /** Lists the verified file among the models; returns the model's id. */
  register: (path: string, sha256: string) => Promise<string>
  /** The user has cancelled its download. */
  onCancelled: () => void
}

/** The starter model's way onto this machine: found, verified, or fetched once in the background, by a download like any other. */
export class StarterService {
  readonly state = new LiveValue<StarterState>({ phase: 'checking' })
  readonly path: string
  readonly #options: StarterServiceOptions
  readonly #closing = new AbortController()
  readonly #unsubscribe: () => void
  #running: Promise<void> | null = null
  #mayFetch = false
  #downloadId: string | null = null
  #isDeclined = false
  /** On its way out: not to be followed again. */
  #declinedId: string | null = null

  constructor(options: StarterServiceOptions) {
    this.#options = options
    this.path = join(options.folder, options.file.fileName)
    this.#unsubscribe = options.downloads.state.subscribe((state) => this.#follow(state))
  }

  /** Looks for the file, and fetches it where it is missing and `mayFetch`. Returns at once; a run in progress is joined. */
  begin(mayFetch: boolean): void {
    this.#mayFetch ||= mayFetch
    this.#isDeclined = false
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        if (!this.#closing.signal.aborted && this.state.value.phase !== 'declined') this.fail(error)
      })
      .finally(() => {
        this.#running = null
        this.#mayFetch = false
      })
  }

  /** The user does not want it: a fetch in progress ends. */
  decline(): void {
    const id = this.#downloadId
    this.#isDeclined = true
    this.#declinedId = id
    this.#downloadId = null
    this.state.set({ phase: 'declined' })
    if (id !== null) void this.#options.downloads.cancel(id).catch(() => undefined)
  }

  /** Resolves when it is ready, failed or declined, or the app closes. */
  async ready(): Promise<void> {
    for await (const { phase } of this.state.watch(this.#closing.signal)) {
      if (phase === 'ready' || phase === 'failed' || phase === 'declined') return
    }
  }

  /** Ends in `failed` for a reason that lies with no source. */
  fail(error: unknown): void {
    const problem = Fault.from(error).toProblem()
    this.state.set({
      phase: 'failed',
      attempts: [{ source: 'hugging-face', label: this.#options.model.name, problem }],
    })
  }

  async close(): Promise<void> {
    this.#closing.abort(new Fault('APP_CLOSED'))
    this.#unsubscribe()
    await this.#running
  }

  async #run(): Promise<void> {
    const { register, file, model, downloads } = this.#options
    const { signal } = this.#closing
    this.state.set({ phase: 'checking' })
    const isPresent = await this.#isPresent(signal)
    if (this.#isDeclined) return
    if (isPresent) {
      this.state.set({ phase: 'ready', modelId: await register(this.path, file.sha256) })
      return
    }
    const isOnItsWay = downloads.state.value.downloads.some((download) => download.isStarter && isActive(download))
    if (!this.#mayFetch && !isOnItsWay) return this.decline()
    if (file.sources.length === 0) {
      this.state.set({ phase: 'failed', attempts: [] })
      return
    }
    await this.#makeWay()
    signal.throwIfAborted()
    if (this.#isDeclined) return
    this.#downloadId = downloads.addStarter(model, file).id
    this.#follow(downloads.state.value)
  }

  /** Hashes the file once: later the stored hash stands for it as long as its size and time are the same. */
  async #isPresent(signal: AbortSignal): Promise<boolean> {
    const { file, known, downloads } = this.#options
    const stats = await stat(this.path).catch(() => null)
    if (!stats?.isFile() || stats.size !== file.sizeBytes) return false
    const record = known(this.path)
    const found = { sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
    if (record?.sha256 === file.sha256 && isUnchanged(record, found)) return true
    this.state.set({ phase: 'verifying' })
    return (await downloads.hashFile(this.path, signal)) === file.sha256
  }

  /** What lies in the starter's place and is not the starter: a model keeps its bytes under another name, the rest of one is of no use. */
  async #makeWay(): Promise<void> {
    const stats = await stat(this.path).catch(() => null)
    if (!stats?.isFile()) return
    const isModel = await inspectGgufFile(this.path).then(
      () => true,
      () => false,
    )
    if (isModel) await rename(this.path, this.path.replace(/(\.gguf)?$/i, `-${Date.now()}$1`))
    else await rm(this.path)
  }

  #follow({ downloads }: DownloadsState): void {
    // Whoever fetches it from the catalogue fetches it as well.
    const other = downloads.find(
      (download) => download.isStarter && isActive(download) && download.id !== this.#declinedId,
    )
    const download = downloads.find(({ id }) => id === this.#downloadId) ?? (this.#running === null ? other : undefined)
    if (download === undefined) return
    this.#downloadId = download.id
    const { file, onCancelled } = this.#options
    if (download.state === 'cancelled') {
      this.#downloadId = null
      onCancelled()
    }
    this.state.set(
      starterStateOf(
        download,
        file.sources.map(({ type }) => type),
      ),
    )
  }
}

function isActive({ state }: Download): boolean {
  return state !== 'done' && state !== 'failed' && state !== 'cancelled'
}
