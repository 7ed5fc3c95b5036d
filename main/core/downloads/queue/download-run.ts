import { mkdir, rm } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { partPathOf, targetPath } from '../../files/place-file.ts'
import { inspectGgufFile } from '../../library/gguf-header.ts'
import type { FileSource } from '../../ports/file-source.ts'
import { askHub } from './ask-hub.ts'
import { requireRoom } from './disk-room.ts'
import { modelSourceOf } from './model-source.ts'
import { dropUnusableParts, placeFiles, recheckParts, settleNames } from './place-download.ts'
import type { QueuedDownload } from './queued-download.ts'
import { isSourcesFault, retryDelayMs } from './retry-plan.ts'
import { RoomWatch } from './room-watch.ts'
import type { RunOptions } from './run-options.ts'

/** After so many tries that brought nothing, another source is tried even where something has come already. */
const triesBeforeFallback = 3

/** Brings one download: from its sources in turn, each file whole and verified, then all of them into their places and the library. */
export class DownloadRun {
  readonly #download: QueuedDownload
  readonly #options: RunOptions
  readonly #signal: AbortSignal
  /** Of the files that this run has brought. */
  readonly #hashes = new Map<number, string>()

  constructor(download: QueuedDownload, options: RunOptions, signal: AbortSignal) {
    this.#download = download
    this.#options = options
    this.#signal = signal
  }

  /** Returns the model's id. Faults: what the last source failed with, DISK_FULL, DOWNLOAD_…, MODEL_FILE_…; the signal's reason. */
  async run(): Promise<string> {
    await mkdir(this.#download.stored.folder, { recursive: true })
    await recheckParts(this.#download)
    await this.#bringAll()
    this.#download.verifying()
    await placeFiles(this.#download, this.#options, this.#signal)
    return this.#adopt()
  }

  async #bringAll(): Promise<void> {
    for (;;) {
      try {
        return await this.#bringFromPresentSource()
      } catch (error) {
        this.#signal.throwIfAborted()
        const fault = Fault.from(error)
        await dropUnusableParts(this.#download, this.#options)
        if (!this.#mayFallBack(fault)) throw fault
        this.#download.fallBack(this.#makeSource().label, fault)
      }
    }
  }

  #mayFallBack(fault: Fault): boolean {
    if (!this.#download.hasNextSource || !isSourcesFault(fault)) return false
    const mayGoOn = retryDelayMs(fault, 0) !== null && this.#download.hasParts
    return !mayGoOn || this.#download.fruitlessTries + 1 >= triesBeforeFallback
  }

  async #bringFromPresentSource(): Promise<void> {
    await askHub(this.#download, this.#options.hub, this.#signal)
    // Only now is the commit known that it is to be of.
    const source = this.#makeSource()
    if (!this.#download.hasParts) await settleNames(this.#download, this.#options, this.#signal)
    const { files, folder } = this.#download.stored
    await requireRoom(files, folder, { spaceFactor: source.spaceFactor, freeBytes: this.#options.freeBytes })
    for (const index of files.keys()) await this.#bringFile(source, index)
  }

  #makeSource(): FileSource {
    return this.#options.sources(this.#download.source.source)
  }

  async #bringFile(source: FileSource, index: number): Promise<void> {
    const { files, folder, isStarter } = this.#download.stored
    const file = files[index]
    if (file === undefined || file.isDone) return
    this.#signal.throwIfAborted()
    const partPath = partPathOf(targetPath(folder, file.fileName))
    const room = new RoomWatch({ fileName: file.fileName, folder, freeBytes: this.#options.freeBytes })
    const { sizeBytes, sha256 } = await source.fetch({
      path: this.#download.source.paths[index] ?? file.fileName,
      expected: file,
      partPath,
      resume: file.part,
      signal: AbortSignal.any([this.#signal, room.signal]),
      begin: (target) => this.#options.requests.begin(target, isStarter ? 'starter-model' : 'model-download'),
      onReceived: (receivedBytes, totalBytes) => {
        this.#download.received(index, receivedBytes, totalBytes)
        // What was told beforehand was looked for before.
        if (file.sizeBytes === null) room.note(receivedBytes, totalBytes)
      },
      onKept: (part) => this.#download.changeFile(index, { part }),
      onWhole: () => {
        if (index === files.length - 1) this.#download.verifying()
      },
    })
    if (file.sha256 === null) await this.#requireModel(partPath, file.fileName, index)
    this.#hashes.set(index, sha256)
    const whole = { sizeBytes, linkedEtag: null, etag: null, lastModified: null }
    this.#download.changeFile(index, { sizeBytes, isDone: true, part: { ...whole, ranges: [[0, sizeBytes]] } })
  }

  /** Where nobody told a hash, the header must at least be a model's. */
  async #requireModel(partPath: string, fileName: string, index: number): Promise<void> {
    try {
      await inspectGgufFile(partPath)
    } catch (error) {
      this.#download.changeFile(index, { part: null })
      await rm(partPath, { force: true })
      const { code, params, detail } = Fault.from(error)
      throw new Fault(code, { params: { ...params, fileName }, detail, cause: error })
    }
  }

  /** A model in several files is listed by its first. */
  async #adopt(): Promise<string> {
    const { files, folder, isStarter } = this.#download.stored
    const [first] = files
    if (first === undefined) throw new Fault('INTERNAL', { detail: 'a download without files' })
    const sha256 = first.sha256 ?? this.#hashes.get(0)
    const { id } = await this.#options.library.adopt(targetPath(folder, first.fileName), {
      source: modelSourceOf(this.#download.source.source, this.#options.now()),
      isStarter,
      ...(sha256 !== undefined && { sha256 }),
    })
    return id
  }
}
