import { LiveValue } from '../../live-value.ts'
import type { SettingsRepository } from '../../ports/settings-repository.ts'
import { HashCheckpoints, type HashedFile } from './hash-checkpoints.ts'
import { HashProcess } from './hash-process.ts'
import type { HashCheckpoint } from './hash-protocol.ts'

export type HashRequest = HashedFile & { modelId: string }

/** The file that is being hashed, or is next, and how many wait behind it; null where there is none. */
export type HashingState = { modelId: string; progress: number; waiting: number } | null

/** What the hasher may be asked to wait for. */
export type PauseReason = 'answer' | 'download' | 'lab'

type ContentHasherOptions = {
  /** The entry of the hashing process: `out/main/hash.js`, or the source. */
  hashChildPath: string
  /** Where it is kept how far a file has come. */
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
  onHashed: (modelId: string, sha256: string) => void
  bytesPerSecond?: number
  /** Progress is told after so many bytes. */
  reportBytes?: number
  /** Progress is kept after so many bytes: what a kill costs at most. */
  checkpointBytes?: number
}

type Running = {
  request: HashRequest
  process: HashProcess
  /** What it began with. */
  from: HashCheckpoint | null
  newest: HashCheckpoint | null
  savedBytes: number
}

const mebibyte = 1024 * 1024

/**
 * Computes SHA-256 of models in the background: one file at a time, slowly, by a process of low priority. What is stopped or killed goes on
 * from its last checkpoint. A file that changes meanwhile, or cannot be read, is dropped: whoever notices the change asks again.
 */
export class ContentHasher {
  readonly state = new LiveValue<HashingState>(null)
  readonly #options: Required<ContentHasherOptions>
  readonly #checkpoints: HashCheckpoints
  readonly #pauses = new Set<PauseReason>()
  #queue: HashRequest[] = []
  #running: Running | null = null
  #ended: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: ContentHasherOptions) {
    this.#options = {
      bytesPerSecond: 200_000_000,
      reportBytes: 64 * mebibyte,
      checkpointBytes: 256 * mebibyte,
      ...options,
    }
    this.#checkpoints = new HashCheckpoints(options.memory)
  }

  /** Puts a file behind the others, or before them: then the one that is being hashed gives way. Returns at once. */
  enqueue(request: HashRequest, { first = false } = {}): void {
    if (this.#isClosed) return
    const running = this.#running?.request ?? null
    if (running !== null && isSame(running, request)) return
    if (!first && this.#queue.some((waiting) => isSame(waiting, request))) return
    this.#queue = this.#queue.filter((waiting) => waiting.modelId !== request.modelId)
    if (running?.modelId === request.modelId) {
      this.#interrupt()
      this.#queue.unshift(request)
    } else if (first) {
      if (running !== null) this.#queue.unshift(running)
      this.#interrupt()
      this.#queue.unshift(request)
    } else {
      this.#queue.push(request)
    }
    this.#next()
  }

  /** Takes a model's file out, wherever it is. */
  drop(modelId: string): void {
    this.#queue = this.#queue.filter((waiting) => waiting.modelId !== modelId)
    if (this.#running?.request.modelId === modelId) this.#interrupt()
    this.#next()
  }

  /** Waits until `resume` was called for each reason. */
  pause(reason: PauseReason): void {
    this.#pauses.add(reason)
    this.#running?.process.tell('pause')
  }

  resume(reason: PauseReason): void {
    this.#pauses.delete(reason)
    if (this.#pauses.size > 0) return
    this.#running?.process.tell('resume')
    this.#next()
  }

  /** Stops, and keeps how far it has come. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#queue = []
    this.#interrupt()
    this.#publish()
    await this.#ended
  }

  /** Ends the running process and keeps how far it has come. */
  #interrupt(): void {
    const running = this.#running
    if (running === null) return
    this.#running = null
    if (running.newest !== null) this.#checkpoints.save(running.request, running.newest)
    running.process.stop()
  }

  #next(): void {
    const [request] = this.#queue
    if (this.#running === null && request !== undefined && this.#pauses.size === 0) {
      this.#queue.shift()
      this.#begin(request)
    }
    this.#publish()
  }

  #begin(request: HashRequest): void {
    const { hashChildPath, bytesPerSecond, reportBytes } = this.#options
    const { path, sizeBytes, modifiedAtMs } = request
    const from = this.#checkpoints.find(request)
    const process = new HashProcess({
      childPath: hashChildPath,
      job: { path, sizeBytes, modifiedAtMs, from, bytesPerSecond, reportBytes },
      onProgress: (checkpoint) => this.#noteProgress(running, checkpoint),
    })
    const running: Running = { request, process, from, newest: from, savedBytes: from?.hashedBytes ?? 0 }
    this.#running = running
    const [before, ended] = [this.#ended, this.#end(running)]
    this.#ended = before.then(() => ended)
  }

  #noteProgress(running: Running, checkpoint: HashCheckpoint): void {
    if (this.#running !== running) return
    running.newest = checkpoint
    const unsavedBytes = checkpoint.hashedBytes - running.savedBytes
    // One that pauses tells where: the pause may be long.
    if (unsavedBytes >= this.#options.checkpointBytes || (this.#pauses.size > 0 && unsavedBytes > 0)) {
      running.savedBytes = checkpoint.hashedBytes
      this.#checkpoints.save(running.request, checkpoint)
    }
    this.#publish()
  }

  async #end(running: Running): Promise<void> {
    const outcome = await running.process.outcome
    // Another one took its place, and it was seen to when it was stopped.
    if (this.#running !== running) return
    this.#running = null
    const { request, from, newest } = running
    // One that crashed half-way goes on another time; one that came no further may have had a broken state to begin with.
    if (outcome.type === 'failed' && newest !== null && newest !== from) this.#checkpoints.save(request, newest)
    else this.#checkpoints.drop(request.path)
    try {
      if (outcome.type === 'done') this.#options.onHashed(request.modelId, outcome.sha256)
    } catch {
      // Nobody could keep it, on a full disk say: it is asked for again.
    } finally {
      this.#next()
    }
  }

  #publish(): void {
    const running = this.#running
    const [waiting] = this.#queue
    if (running !== null) {
      const { modelId, sizeBytes } = running.request
      const hashedBytes = running.newest?.hashedBytes ?? 0
      const progress = sizeBytes > 0 ? hashedBytes / sizeBytes : 0
      this.state.set({ modelId, progress, waiting: this.#queue.length })
    } else if (waiting !== undefined) {
      this.state.set({ modelId: waiting.modelId, progress: 0, waiting: this.#queue.length - 1 })
    } else {
      this.state.set(null)
    }
  }
}

function isSame(one: HashRequest, other: HashRequest): boolean {
  return (
    one.modelId === other.modelId &&
    one.path === other.path &&
    one.sizeBytes === other.sizeBytes &&
    one.modifiedAtMs === other.modifiedAtMs
  )
}
