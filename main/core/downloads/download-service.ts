import type { Dispatcher } from 'undici'
import type { Download, DownloadsState } from '#contract/downloads.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../fault.ts'
import { freeBytesIn } from '../files/free-space.ts'
import { type CatalogFile, type CatalogModel, catalog } from '../library/catalog.ts'
import type { LiveValue } from '../live-value.ts'
import type { NetworkLog } from '../network/network-log.ts'
import type { DownloadRepository } from '../ports/download-repository.ts'
import type { SetTimer } from '../set-timer.ts'
import type { HubFiles } from './hub-files.ts'
import { fileNameAt } from './probe-name.ts'
import { DownloadQueue } from './queue/download-queue.ts'
import type { ModelShelf } from './queue/run-options.ts'
import { createFileSources, type FileSources } from './sources/file-sources.ts'
import { removeWheelFolders } from './sources/python-package-source.ts'
import { Bandwidth } from './transfer/bandwidth.ts'
import { hashFile } from './transfer/hash-file.ts'
import { defaultTransferLimits, type TransferLimits, type TransferTools } from './transfer/transfer-options.ts'
import { catalogDownload, hubDownload, requireAddress, urlDownload } from './wanted-downloads.ts'

export type DownloadServiceOptions = {
  repository: DownloadRepository
  hub: HubFiles
  library: ModelShelf
  dispatcher: Dispatcher
  requests: Pick<NetworkLog, 'begin'>
  settings: LiveValue<Settings>
  /** Where files are fetched to. */
  folder: string
  /** The entry of the thread that hashes. */
  hashWorkerPath: string
  now: () => number
  /** The real places, unless a test has its own. */
  sources?: FileSources | undefined
  limits?: TransferLimits
  freeBytes?: ((folder: string) => Promise<number>) | undefined
  setTimer?: SetTimer
}

/** The queue of models on their way onto this machine. It outlives the app. */
export class DownloadService {
  readonly #options: DownloadServiceOptions
  readonly #tools: TransferTools
  readonly #queue: DownloadQueue
  readonly #unsubscribe: () => void
  #started: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: DownloadServiceOptions) {
    this.#options = options
    const { settings, limits = defaultTransferLimits, freeBytes = freeBytesIn, hub } = options
    const bandwidth = new Bandwidth({ bytesPerSecond: settings.value.downloadLimitBytesPerSecond })
    this.#tools = { ...options, limits, bandwidth }
    const sources = options.sources ?? createFileSources({ hub, tools: this.#tools })
    this.#queue = new DownloadQueue({ ...options, sources, freeBytes })
    this.#unsubscribe = settings.subscribe(({ downloadLimitBytesPerSecond }) => {
      bandwidth.limit(downloadLimitBytesPerSecond)
      this.#queue.fill()
    })
  }

  get state(): LiveValue<DownloadsState> {
    return this.#queue.state
  }

  /** What ran or waited when the app ended goes on. Returns at once. */
  start(): void {
    this.#started = removeWheelFolders(this.#options.folder)
      .catch(() => undefined)
      .then(() => {
        if (!this.#isClosed) this.#queue.start()
      })
  }

  /** Queues one quantization of a repository. Faults: DOWNLOAD_FILE_NAME_REFUSED. */
  async addFromHub(input: { repository: string; quantization: string; paths: string[] }): Promise<Download> {
    return this.#queue.add(hubDownload(input))
  }

  /** Queues one quantization of an entry of the catalogue. Faults: DOWNLOAD_NOT_FOUND where there is no such entry. */
  async addFromCatalog({ catalogId, quantization }: { catalogId: string; quantization: string }): Promise<Download> {
    const model = catalog.models.find(({ id }) => id === catalogId)
    const file = model?.files.find((candidate) => candidate.quantization === quantization)
    if (!model || !file) throw new Fault('DOWNLOAD_NOT_FOUND', { params: { catalogId, quantization } })
    return this.#queue.add(catalogDownload(model, file, catalogId === catalog.starter && file === model.files[0]))
  }

  /** Queues a GGUF file at an address. Faults: DOWNLOAD_ADDRESS_REFUSED; those of `fileNameAt`. */
  async addFromUrl({ url: text, sha256 }: { url: string; sha256: string | null }): Promise<Download> {
    const url = requireAddress(text, { mayBeLocal: this.#options.hub.isLocal })
    const fileName = await fileNameAt(url, this.#tools, this.#options.requests)
    return this.#queue.add(urlDownload(url, fileName, sha256))
  }

  /** Queues the starter, or goes on with it. */
  addStarter(model: Pick<CatalogModel, 'name'>, file: CatalogFile): Download {
    return this.#queue.add(catalogDownload(model, { ...file }, true))
  }

  /** Faults of this and the following: DOWNLOAD_NOT_FOUND. */
  pause(id: string): Promise<void> {
    return this.#queue.pause(id)
  }

  async resume(id: string): Promise<void> {
    this.#queue.resume(id)
  }

  cancel(id: string): Promise<void> {
    return this.#queue.cancel(id)
  }

  moveToFront(id: string): void {
    this.#queue.moveToFront(id)
  }

  clear(id: string): Promise<void> {
    return this.#queue.clear(id)
  }

  clearEnded(): Promise<void> {
    return this.#queue.clearEnded()
  }

  /** The sha256 of a file, computed aside. Rejects with the signal's reason, or with what the file system says. */
  hashFile(path: string, signal: AbortSignal): Promise<string> {
    return hashFile(path, this.#options.hashWorkerPath, signal)
  }

  /** Ends what runs; it goes on at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#unsubscribe()
    await this.#started
    await this.#queue.close()
    this.#tools.bandwidth.limit(null)
  }
}
