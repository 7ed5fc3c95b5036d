import type { Download, DownloadsState } from '#contract/downloads.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../fault.ts'
import { isSamePath, targetPath } from '../../files/place-file.ts'
import { LiveValue } from '../../live-value.ts'
import type { DownloadRepository, StoredDownload } from '../../ports/download-repository.ts'
import { type SetTimer, setSystemTimer } from '../../set-timer.ts'
import { DownloadRun } from './download-run.ts'
import { isSameDownload, newDownload, type WantedDownload } from './new-download.ts'
import { discardParts } from './place-download.ts'
import { QueuedDownload } from './queued-download.ts'
import { retryDelayMs } from './retry-plan.ts'
import type { RunOptions } from './run-options.ts'

export type DownloadQueueOptions = Omit<RunOptions, 'isReserved'> & {
  repository: DownloadRepository
  settings: LiveValue<Settings>
  /** Where files are fetched to. */
  folder: string
  setTimer?: SetTimer
}

/** A run in progress, and the way to end it. */
type Running = { stop: AbortController; ended: Promise<void> }

/** Progress is told of at most this often. */
const publishIntervalMs = 250

const endedStates: ReadonlySet<StoredDownload['state']> = new Set(['done', 'failed', 'cancelled'])

/** The downloads in their order: some run, the others wait for their turn, for a better time, or for the user. */
export class DownloadQueue {
  readonly state = new LiveValue<DownloadsState>({ downloads: [] })
  readonly #options: DownloadQueueOptions
  readonly #setTimer: SetTimer
  readonly #downloads = new Map<string, QueuedDownload>()
  readonly #running = new Map<string, Running>()
  readonly #retries = new Map<string, () => void>()
  readonly #discards = new Map<string, Promise<void>>()
  #cancelPublish: (() => void) | null = null
  #isOpen = false

  constructor(options: DownloadQueueOptions) {
    this.#options = options
    this.#setTimer = options.setTimer ?? setSystemTimer
    for (const stored of options.repository.list()) this.#downloads.set(stored.id, this.#queued(stored))
    this.#publish()
  }

  /** What ran or waited when the app ended goes on. */
  start(): void {
    this.#isOpen = true
    for (const download of this.#downloads.values()) {
      const { state } = download.stored
      if (state === 'running' || state === 'waiting' || state === 'verifying') this.#requeue(download)
      // The app was killed before all of it was deleted.
      if (state === 'cancelled' && download.hasParts) void this.#discard(download).catch(() => undefined)
    }
    this.fill()
  }

  /** Queues a download as the last one. One for the same files that has not ended is returned in its place; a failed one goes on. */
  add(wanted: WantedDownload): Download {
    const same = [...this.#downloads.values()].find(
      ({ stored }) => stored.state !== 'done' && stored.state !== 'cancelled' && isSameDownload(stored, wanted),
    )
    if (same !== undefined) {
      if (same.stored.state === 'failed') this.resume(same.id)
      return this.#view(same)
    }
    const positions = [...this.#downloads.values()].map(({ stored }) => stored.position)
    const { folder, now, repository } = this.#options
    const stored = newDownload(wanted, { folder, position: Math.max(0, ...positions) + 1, nowMs: now() })
    for (const { fileName } of stored.files) targetPath(folder, fileName)
    const download = this.#queued(stored)
    repository.save(stored)
    this.#downloads.set(stored.id, download)
    this.#publish()
    this.fill()
    return this.#view(download)
  }

  /** Faults of this and the following: DOWNLOAD_NOT_FOUND. */
  async pause(id: string): Promise<void> {
    const download = this.#known(id)
    if (isEnded(download)) return
    // Before it has stopped: what is asked of it in the meantime comes after this.
    this.#note(download, { state: 'paused', retryAtMs: null })
    await this.#halt(id)
    this.fill()
  }

  resume(id: string): void {
    const download = this.#known(id)
    const { state, attempts } = download.stored
    if (state !== 'paused' && state !== 'failed' && state !== 'waiting') return
    // What failed everywhere is tried everywhere again, unless something of it has come.
    const isFresh = state === 'failed' && !download.hasParts && attempts.length > 0
    if (isFresh) download.change({ sourceIndex: 0, attempts: [] })
    download.fruitlessTries = 0
    this.#requeue(download)
    this.fill()
  }

  async cancel(id: string): Promise<void> {
    const download = this.#known(id)
    if (isSettled(download)) return
    await this.#cancelled(download)
    this.fill()
  }

  moveToFront(id: string): void {
    const download = this.#known(id)
    const positions = [...this.#downloads.values()].map(({ stored }) => stored.position)
    download.change({ position: Math.min(...positions) - 1 })
  }

  async clear(id: string): Promise<void> {
    const download = this.#known(id)
    if (!isEnded(download)) return
    if (download.stored.state === 'failed') await this.#cancelled(download)
    else await this.#discards.get(id)
    this.#downloads.delete(id)
    this.#options.repository.remove(id)
    this.#publish()
  }

  async clearEnded(): Promise<void> {
    for (const { id } of [...this.#downloads.values()].filter(isSettled)) await this.clear(id)
  }

  /** Starts what may run. */
  fill(): void {
    if (!this.#isOpen) return
    for (const download of this.#inOrder()) {
      if (this.#running.size >= this.#options.settings.value.parallelDownloads) return
      if (download.stored.state === 'queued' && !this.#running.has(download.id)) this.#begin(download)
    }
  }

  /** Ends what runs, and keeps that it was running. */
  async close(): Promise<void> {
    this.#isOpen = false
    for (const cancel of this.#retries.values()) cancel()
    for (const { stop } of this.#running.values()) stop.abort(new Fault('APP_CLOSED'))
    await Promise.all([...this.#running.values()].map(({ ended }) => ended))
    this.#cancelPublish?.()
  }

  #queued(stored: StoredDownload): QueuedDownload {
    const { repository, now } = this.#options
    const onChange = (urgency: 'now' | 'soon') => (urgency === 'now' ? this.#publish() : this.#publishSoon())
    return new QueuedDownload(stored, { repository, now, onChange })
  }

  #requeue(download: QueuedDownload): void {
    this.#retries.get(download.id)?.()
    this.#retries.delete(download.id)
    this.#note(download, { state: 'queued', problem: null, retryAtMs: null, endedAtMs: null })
  }

  /** A change that comes by itself. What cannot be written down, on a full disk say, is shown all the same, and goes down with the next one. */
  #note(download: QueuedDownload, change: Partial<StoredDownload>): void {
    try {
      download.change(change)
    } catch {
      // It is in the state that the windows see.
    }
  }

  #begin(download: QueuedDownload): void {
    const stop = new AbortController()
    const ended = this.#run(download, stop.signal).finally(() => {
      download.releaseNames()
      this.#running.delete(download.id)
      this.fill()
    })
    this.#running.set(download.id, { stop, ended })
  }

  async #run(download: QueuedDownload, signal: AbortSignal): Promise<void> {
    const options = { ...this.#options, isReserved: (path: string, id: string) => this.#isReserved(path, id) }
    const receivedBefore = download.receivedBytes
    try {
      download.change({ state: 'running' })
      const modelId = await new DownloadRun(download, options, signal).run()
      download.change({ state: 'done', modelId, endedAtMs: this.#options.now() })
    } catch (error) {
      // Whoever ended it says what it is now.
      if (signal.aborted) return
      const hasProgress = download.receivedBytes > receivedBefore
      download.fruitlessTries = hasProgress ? 0 : download.fruitlessTries + 1
      this.#failed(download, Fault.from(error))
    }
  }

  #failed(download: QueuedDownload, fault: Fault): void {
    const problem = fault.toProblem()
    const delayMs = retryDelayMs(fault, download.fruitlessTries)
    if (delayMs === null) {
      this.#note(download, { state: 'failed', problem, endedAtMs: this.#options.now() })
      return
    }
    this.#note(download, { state: 'waiting', problem, retryAtMs: this.#options.now() + delayMs })
    const cancel = this.#setTimer(() => {
      this.#requeue(download)
      this.fill()
    }, delayMs)
    this.#retries.set(download.id, cancel)
  }

  /** Ends the run or the wait of a download, whatever it is to be next. */
  async #halt(id: string): Promise<void> {
    this.#retries.get(id)?.()
    this.#retries.delete(id)
    const running = this.#running.get(id)
    running?.stop.abort(new Fault('DOWNLOAD_FAILED', { detail: 'stopped by the user' }))
    await running?.ended
  }

  /** Before it has stopped and its files are gone: whoever wants to go on with it in the meantime must find that it has ended. */
  #cancelled(download: QueuedDownload): Promise<void> {
    this.#note(download, { state: 'cancelled', problem: null, retryAtMs: null, endedAtMs: this.#options.now() })
    return this.#discard(download)
  }

  #discard(download: QueuedDownload): Promise<void> {
    const discard = this.#discardParts(download).finally(() => {
      this.#discards.delete(download.id)
      this.#publish()
    })
    this.#discards.set(download.id, discard)
    return discard
  }

  async #discardParts(download: QueuedDownload): Promise<void> {
    await this.#halt(download.id)
    // Its last step may have been done already.
    if (download.stored.state !== 'cancelled') return
    await discardParts(download, { isReserved: (path, id) => this.#isReserved(path, id) })
  }

  #isReserved(path: string, ownId: string): boolean {
    const others = [...this.#downloads.values()].filter((other) => other.id !== ownId && other.holdsNames)
    return others.some(({ stored: { folder, files } }) =>
      files.some(({ fileName }) => isSamePath(targetPath(folder, fileName), path)),
    )
  }

  #known(id: string): QueuedDownload {
    const download = this.#downloads.get(id)
    if (download === undefined) throw new Fault('DOWNLOAD_NOT_FOUND', { params: { downloadId: id } })
    return download
  }

  #inOrder(): QueuedDownload[] {
    return [...this.#downloads.values()].sort((a, b) => a.stored.position - b.stored.position)
  }

  #view(download: QueuedDownload): Download {
    return download.view(this.#options.sources(download.source.source).label)
  }

  #publishSoon(): void {
    this.#cancelPublish ??= this.#setTimer(() => this.#publish(), publishIntervalMs)
  }

  #publish(): void {
    this.#cancelPublish?.()
    this.#cancelPublish = null
    const downloads = this.#inOrder()
    const active = downloads.filter((download) => !isEnded(download))
    const ended = downloads.filter(isEnded).sort((a, b) => (b.stored.endedAtMs ?? 0) - (a.stored.endedAtMs ?? 0))
    this.state.set({ downloads: [...active, ...ended].map((download) => this.#view(download)) })
  }
}

/** Nothing can be gone on with. */
function isSettled({ stored }: QueuedDownload): boolean {
  return stored.state === 'done' || stored.state === 'cancelled'
}

function isEnded({ stored }: QueuedDownload): boolean {
  return endedStates.has(stored.state)
}
