import { Fault } from '../../fault.ts'
import type { StarterSource } from '../../ports/starter-source.ts'
import type { HuggingFaceFile } from '../catalog.ts'
import { type ExpectedFile, receiveFile } from './receive-file.ts'
import { TransferWatchdog } from './watchdog.ts'

type FetchOptions = Parameters<StarterSource['fetch']>[1]

type HuggingFaceOptions = {
  file: HuggingFaceFile
  expected: ExpectedFile
  /** Where Hugging Face's mirror is, as its own tools read it from HF_ENDPOINT. */
  endpoint?: string | undefined
  /** For the head of the answer, each redirect counted anew. */
  connectTimeoutMs?: number
  /** At least 16 KiB must come within this time. */
  stallTimeoutMs?: number
}

const redirectLimit = 5
const leastBytesPerStallTime = 16_384

/** A model file from a repository on Hugging Face, at a fixed commit. */
export class HuggingFaceSource implements StarterSource {
  readonly id = 'hugging-face'
  readonly label: string
  readonly #expected: ExpectedFile
  readonly #endpoint: URL
  readonly #address: URL
  readonly #limits: ConstructorParameters<typeof TransferWatchdog>[0]

  constructor({ file, expected, endpoint, connectTimeoutMs = 10_000, stallTimeoutMs = 30_000 }: HuggingFaceOptions) {
    this.#expected = expected
    this.#endpoint = new URL(endpoint || 'https://huggingface.co')
    const base = this.#endpoint.href.replace(/\/+$/, '')
    this.#address = new URL(`${base}/${file.repository}/resolve/${file.revision}/${file.file}`)
    this.label = this.#endpoint.host
    this.#limits = { connectTimeoutMs, stallTimeoutMs, leastBytes: leastBytesPerStallTime }
  }

  /** Faults: DOWNLOAD_FAILED with `params.reason`, CHECKSUM_MISMATCH, DISK_FULL; the signal's own reason where it aborted. */
  async fetch(destination: string, options: FetchOptions): Promise<void> {
    let address = this.#address
    for (let hop = 0; hop <= redirectLimit; hop += 1) {
      this.#refuseUnsafe(address)
      const next = await this.#fetchHop(address, destination, options)
      if (next === null) return
      address = next
    }
    throw this.#fault('too-many-redirects', `more than ${redirectLimit} redirects`)
  }

  /** One request. Returns where it was redirected to, or null when the file has arrived. */
  async #fetchHop(address: URL, destination: string, options: FetchOptions): Promise<URL | null> {
    const record = options.requests.begin(`${address.host}${address.pathname}`, 'starter-model')
    const watchdog = new TransferWatchdog(this.#limits)
    const signal = AbortSignal.any([options.signal, watchdog.signal])
    try {
      const response = await fetch(address, { redirect: 'manual', signal, headers: { 'accept-encoding': 'identity' } })
      watchdog.connected()
      const location = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel()
        record.done()
        return new URL(location, address)
      }
      await this.#receive(response, destination, {
        signal,
        onReceivedBytes: (bytes) => {
          watchdog.received(bytes)
          record.received(bytes)
          options.onProgress({ receivedBytes: bytes, totalBytes: this.#expected.sizeBytes })
        },
      })
      record.done()
      return null
    } catch (error) {
      record.failed()
      if (options.signal.aborted) throw options.signal.reason
      if (error instanceof Fault) throw error
      throw this.#fault(watchdog.reason ?? 'network', messageOf(error), error)
    } finally {
      watchdog.stop()
    }
  }

  async #receive(response: Response, destination: string, options: Parameters<typeof receiveFile>[3]): Promise<void> {
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      throw this.#fault('http-status', `HTTP ${response.status} ${response.statusText}`.trim())
    }
    const announced = response.headers.get('content-length')
    if (announced !== null && Number(announced) !== this.#expected.sizeBytes) {
      await response.body.cancel()
      throw this.#fault('wrong-size', `${announced} bytes announced, ${this.#expected.sizeBytes} expected`)
    }
    await receiveFile(response.body, destination, this.#expected, options)
  }

  /** Only https, but for a mirror on this very machine: a redirect must not turn into a request to the local network. */
  #refuseUnsafe(address: URL): void {
    if (address.protocol === 'https:') return
    if (isLoopback(address) && isLoopback(this.#endpoint) && address.protocol === 'http:') return
    throw this.#fault('redirect-refused', `${address.protocol}//${address.host} is not https`)
  }

  #fault(reason: string, detail: string, cause?: unknown): Fault {
    return new Fault('DOWNLOAD_FAILED', {
      params: { fileName: this.#expected.fileName, source: this.label, reason },
      detail,
      cause,
    })
  }
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** `fetch` says only "fetch failed" and hides what failed in the cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
