import { Worker } from 'node:worker_threads'
import { dropSpareBuffers } from '../../network/read-buffers.ts'
import type { ByteRange } from './byte-ranges.ts'
import { LentBuffers } from './lent-buffers.ts'

/** Hash on, up to the byte before `end`; `pieces`: the last bytes of that, from memory; `isWhole`: that is all of the file. */
export type HashOrder = { end: number; pieces: Uint8Array[]; isWhole: boolean }
/** How far it is; the hash where that is all of the file. */
export type HashAnswer = { hashedBytes: number; sha256: string | null }

/** The worker is told of new bytes in steps of at least this. */
const stepBytes = 1024 * 1024

/** The sha256 of a file that is still being written, computed in a thread of its own behind what is there from its start on. */
export class PrefixHash {
  readonly #worker: Worker
  readonly #failure = Promise.withResolvers<never>()
  readonly #whole = Promise.withResolvers<string>()
  readonly #lent = new LentBuffers()
  #orderedBytes = 0

  /** `workerPath` is the worker's entry: the source, or what it was built to. */
  constructor(workerPath: string, path: string) {
    this.#worker = new Worker(workerPath, { workerData: path })
    this.#worker.on('message', ({ hashedBytes, sha256 }: HashAnswer) => {
      this.#lent.giveBackUpTo(hashedBytes)
      if (sha256 !== null) this.#whole.resolve(sha256)
    })
    this.#worker.on('error', (error) => this.#failure.reject(error))
    this.#worker.on('exit', () => this.#failure.reject(new Error('the hashing thread has ended')))
    this.#failure.promise.catch(() => undefined)
    this.#worker.unref()
  }

  /** These bytes have been written, and need not be read again. Whoever lends the buffers looks at them no more. */
  lend(range: ByteRange, buffers: Buffer[]): void {
    this.#lent.add(range, buffers)
  }

  /** These many bytes are there without a gap. */
  advance(prefixBytes: number): void {
    for (const { start, end, buffers } of this.#lent.takeUpTo(prefixBytes)) {
      // What was ordered from the file already is hashed from there.
      if (start >= this.#orderedBytes) this.#order({ end, pieces: buffers, isWhole: false })
    }
    if (prefixBytes - this.#orderedBytes < stepBytes) return
    this.#order({ end: prefixBytes, pieces: [], isWhole: false })
  }

  /** The hash of the whole file, all of which is there. Rejects with the signal's reason, or with what broke the thread. */
  async digest(sizeBytes: number, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
    this.#worker.ref()
    this.#order({ end: sizeBytes, pieces: [], isWhole: true })
    try {
      return await Promise.race([this.#whole.promise, aborted, this.#failure.promise])
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
    dropSpareBuffers()
  }

  #order(order: HashOrder): void {
    this.#orderedBytes = order.end
    this.#worker.postMessage(order)
  }
}
