import { Worker } from 'node:worker_threads'

/** Hash on, up to the byte before `end`; `isWhole`: that is all of the file. */
export type HashOrder = { end: number; isWhole: boolean }
export type HashAnswer = { sha256: string }

/** The worker is told of new bytes in steps of at least this. */
const stepBytes = 1024 * 1024

/** The sha256 of a file that is still being written, computed in a thread of its own behind what is there from its start on. */
export class PrefixHash {
  readonly #worker: Worker
  readonly #failure = Promise.withResolvers<never>()
  #orderedBytes = 0

  /** `workerPath` is the worker's entry: the source, or what it was built to. */
  constructor(workerPath: string, path: string) {
    this.#worker = new Worker(workerPath, { workerData: path })
    this.#worker.on('error', (error) => this.#failure.reject(error))
    this.#worker.on('exit', () => this.#failure.reject(new Error('the hashing thread has ended')))
    this.#failure.promise.catch(() => undefined)
    this.#worker.unref()
  }

  /** These many bytes are there without a gap. */
  advance(prefixBytes: number): void {
    if (prefixBytes - this.#orderedBytes < stepBytes) return
    this.#order({ end: prefixBytes, isWhole: false })
  }

  /** The hash of the whole file, all of which is there. Rejects with the signal's reason, or with what broke the thread. */
  async digest(sizeBytes: number, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
    this.#worker.once('message', ({ sha256 }: HashAnswer) => resolve(sha256))
    this.#worker.ref()
    this.#order({ end: sizeBytes, isWhole: true })
    try {
      return await Promise.race([promise, this.#failure.promise])
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #order(order: HashOrder): void {
    this.#orderedBytes = order.end
    this.#worker.postMessage(order)
  }
}
