import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { StarterState } from '#contract/models.ts'
import { Fault } from '../../fault.ts'
import { LiveValue } from '../../live-value.ts'
import type { NetworkLog } from '../../network/network-log.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import type { StarterSource } from '../../ports/starter-source.ts'
import type { CatalogFile } from '../catalog.ts'
import { isUnchanged } from '../model-record.ts'
import { fetchFile } from './fetch-file.ts'
import { ProgressMeter } from './progress-meter.ts'
import { wheelFolderPrefix } from './python-package-source.ts'

type StarterServiceOptions = {
  file: CatalogFile
  sources: readonly StarterSource[]
  folder: string
  requests: Pick<NetworkLog, 'begin'>
  now: () => number
  freeBytes?: (folder: string) => Promise<number>
  /** What is kept of the file at this path. */
  known: (path: string) => StoredModel | null
  /** Lists the verified file among the models; returns the model's id. */
  register: (path: string, sha256: string) => Promise<string>
}

/** The starter model's way onto this machine: found, verified, or fetched once in the background. */
export class StarterService {
  readonly state = new LiveValue<StarterState>({ phase: 'checking' })
  readonly path: string
  readonly #options: StarterServiceOptions
  readonly #closing = new AbortController()
  #running: Promise<void> | null = null
  #mayFetch = false
  #stop = new AbortController()

  constructor(options: StarterServiceOptions) {
    this.#options = options
    this.path = join(options.folder, options.file.fileName)
  }

  /** Looks for the file, and fetches it where it is missing and `mayFetch`. Returns at once; a run in progress is joined. */
  begin(mayFetch: boolean): void {
    this.#mayFetch ||= mayFetch
    this.#running ??= this.#run(this.#restart())
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
    this.#stop.abort(new Fault('STARTER_UNAVAILABLE'))
    this.state.set({ phase: 'declined' })
  }

  /** Resolves when it is ready, failed or declined, or the app closes. */
  async ready(): Promise<void> {
    for await (const { phase } of this.state.watch(this.#closing.signal)) {
      if (phase === 'ready' || phase === 'failed' || phase === 'declined') return
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new Fault('APP_CLOSED'))
    await this.#running
  }

  #restart(): AbortSignal {
    this.#stop = new AbortController()
    return AbortSignal.any([this.#closing.signal, this.#stop.signal])
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { register, file } = this.#options
    this.state.set({ phase: 'checking' })
    await this.#removeLeftovers()
    if (await this.#isPresent(signal)) {
      this.state.set({ phase: 'ready', modelId: await register(this.path, file.sha256) })
    } else if (this.#mayFetch) {
      await this.#fetch(signal)
    } else {
      this.decline()
    }
  }

  /** Hashes the file once: later the stored hash stands for it as long as its size and time are the same. */
  async #isPresent(signal: AbortSignal): Promise<boolean> {
    const { file, known } = this.#options
    const stats = await stat(this.path).catch(() => null)
    if (!stats?.isFile() || stats.size !== file.sizeBytes) return false
    const record = known(this.path)
    const found = { sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
    if (record?.sha256 === file.sha256 && isUnchanged(record, found)) return true
    this.state.set({ phase: 'verifying' })
    const hash = createHash('sha256')
    await pipeline(createReadStream(this.path), hash, { signal })
    return hash.digest('hex') === file.sha256
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const { file, sources, requests, now, register, freeBytes } = this.#options
    let meter: ProgressMeter | null = null
    const result = await fetchFile({
      sources,
      expected: file,
      path: this.path,
      signal,
      requests,
      ...(freeBytes && { freeBytes }),
      onSource: ({ id, label }, attempts) => {
        meter = new ProgressMeter(now, (progress) => {
          this.state.set({ phase: 'fetching', source: id, label, ...progress, attempts: [...attempts] })
        })
        meter.report({ receivedBytes: 0, totalBytes: null })
      },
      onProgress: (progress) => meter?.report(progress),
    })
    if (!result.fetched) {
      this.state.set({ phase: 'failed', attempts: result.attempts })
      return
    }
    this.state.set({ phase: 'verifying' })
    this.state.set({ phase: 'ready', modelId: await register(this.path, file.sha256) })
  }

  /** What a killed app left behind. */
  async #removeLeftovers(): Promise<void> {
    const { folder } = this.#options
    const names = await readdir(folder).catch(() => [])
    const leftovers = names.filter(
      (name) => name.startsWith(wheelFolderPrefix) || `${this.path}.part` === join(folder, name),
    )
    await Promise.all(leftovers.map((name) => rm(join(folder, name), { recursive: true, force: true })))
  }

  /** Ends in `failed` for a reason that lies with no source. */
  fail(error: unknown): void {
    const problem = Fault.from(error).toProblem()
    const source = this.#options.sources[0]
    const attempts = source ? [{ source: source.id, label: source.label, problem }] : []
    this.state.set({ phase: 'failed', attempts })
  }
}
