import type { Download } from '#contract/downloads.ts'
import type { Fault } from '../../fault.ts'
import type { DownloadRepository, StoredDownload, StoredDownloadFile } from '../../ports/download-repository.ts'
import { ProgressMeter } from '../progress-meter.ts'
import { receivedOf } from './disk-room.ts'

type QueuedDownloadOptions = {
  repository: Pick<DownloadRepository, 'save' | 'saveFile'>
  now: () => number
  /** Something is to be seen differently: at once, or with many others of its kind. */
  onChange: (urgency: 'now' | 'soon') => void
}

/** A download in the queue: what is kept of it, and what changes too often to be kept. */
export class QueuedDownload {
  /** Tries in a row that brought nothing. */
  fruitlessTries = 0
  readonly #options: QueuedDownloadOptions
  #stored: StoredDownload
  /** Of each file; ahead of what is safe on the disk. */
  #receivedBytes: number[]
  #meter: ProgressMeter
  #bytesPerSecond: number | null = null
  #isVerifying = false
  #hasChosenNames = false

  constructor(stored: StoredDownload, options: QueuedDownloadOptions) {
    this.#stored = stored
    this.#options = options
    this.#receivedBytes = stored.files.map(keptBytes)
    this.#meter = this.#newMeter()
  }

  get stored(): StoredDownload {
    return this.#stored
  }

  get id(): string {
    return this.#stored.id
  }

  get source() {
    const { sources, sourceIndex } = this.#stored
    const current = sources[sourceIndex] ?? sources[0]
    if (current === undefined) throw new Error('a download without a source')
    return current
  }

  get hasNextSource(): boolean {
    return this.#stored.sourceIndex + 1 < this.#stored.sources.length
  }

  get receivedBytes(): number {
    return this.#receivedBytes.reduce((sum, bytes) => sum + bytes, 0)
  }

  /** Something of what the present source sent can be gone on with. */
  get hasParts(): boolean {
    return this.#stored.files.some(({ part }) => receivedOf(part) > 0)
  }

  /** No other download may take its files' names: they were chosen by the present run, or stand on parts that can be gone on with. */
  get holdsNames(): boolean {
    return this.#hasChosenNames || this.hasParts
  }

  /** It is shown even where it cannot be written down. Throws what the repository throws: DISK_FULL. */
  change(change: Partial<StoredDownload>): void {
    this.#stored = { ...this.#stored, ...change }
    if (change.state !== undefined) {
      this.#isVerifying = false
      this.#bytesPerSecond = null
      this.#meter = this.#newMeter()
    }
    try {
      this.#options.repository.save(this.#stored)
    } finally {
      this.#options.onChange('now')
    }
  }

  changeFile(index: number, change: Partial<StoredDownloadFile>): void {
    const files = this.#stored.files.map((file, at) => (at === index ? { ...file, ...change } : file))
    const file = files[index]
    if (file === undefined) return
    this.#stored = { ...this.#stored, files }
    this.#options.repository.saveFile(this.id, index, file)
    // What is safe lags behind what has come, but for a file that begins anew or is done.
    if (file.part === null || file.isDone) this.#receivedBytes[index] = keptBytes(file)
    this.#options.onChange('soon')
  }

  /** The names that its files have now are its own until they are released. */
  holdNames(): void {
    this.#hasChosenNames = true
  }

  /** Its run has ended. */
  releaseNames(): void {
    this.#hasChosenNames = false
  }

  /** Bytes of a file have come, by the present try. */
  received(index: number, receivedBytes: number, sizeBytes: number | null): void {
    this.#receivedBytes[index] = receivedBytes
    const file = this.#stored.files[index]
    if (sizeBytes !== null && file?.sizeBytes === null) this.changeFile(index, { sizeBytes })
    this.#meter.report({ receivedBytes: this.receivedBytes, totalBytes: this.#sizeBytes() })
  }

  /** All bytes are there and are being checked. */
  verifying(): void {
    this.#isVerifying = true
    this.#options.onChange('now')
  }

  /** The next source takes over, from the beginning. */
  fallBack(label: string, fault: Fault): void {
    const { attempts, sourceIndex, files } = this.#stored
    this.#receivedBytes = files.map((file) => (file.isDone ? keptBytes(file) : 0))
    this.#isVerifying = false
    this.change({
      attempts: [...attempts, { label, problem: fault.toProblem() }],
      sourceIndex: sourceIndex + 1,
      files: files.map((file) => (file.isDone ? file : { ...file, part: null })),
    })
  }

  /** As the interface sees it. */
  view(label: string): Download {
    const { position: _, sources, sourceIndex, files, ...shown } = this.#stored
    const receivedBytes = this.receivedBytes
    const sizeBytes = this.#sizeBytes()
    const isRunning = shown.state === 'running'
    const rate = isRunning && !this.#isVerifying ? this.#bytesPerSecond : null
    return {
      ...shown,
      state: isRunning && this.#isVerifying ? 'verifying' : shown.state,
      label,
      source: this.source.source,
      files: files.map(({ fileName, sizeBytes, sha256 }, index) => {
        return { fileName, sizeBytes, sha256, receivedBytes: this.#receivedBytes[index] ?? 0 }
      }),
      sizeBytes,
      receivedBytes,
      bytesPerSecond: rate,
      remainingMs: rate && sizeBytes !== null ? Math.max(0, ((sizeBytes - receivedBytes) * 1000) / rate) : null,
      verification: files.every(({ sha256 }) => sha256 !== null) ? 'sha256' : 'header',
    }
  }

  #sizeBytes(): number | null {
    return this.#stored.files.reduce<number | null>(
      (sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes),
      0,
    )
  }

  #newMeter(): ProgressMeter {
    return new ProgressMeter(this.#options.now, ({ bytesPerSecond }) => {
      this.#bytesPerSecond = bytesPerSecond
      this.#options.onChange('soon')
    })
  }
}

function keptBytes({ isDone, sizeBytes, part }: StoredDownloadFile): number {
  return isDone ? (sizeBytes ?? 0) : receivedOf(part)
}
