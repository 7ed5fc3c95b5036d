import type { BroughtFile, FileJob, FileSource } from '../../ports/file-source.ts'
import { transfer } from '../transfer/transfer.ts'
import type { TransferTools } from '../transfer/transfer-options.ts'

/** A file at an address of its own. */
export class UrlSource implements FileSource {
  readonly label: string
  readonly spaceFactor = 1
  readonly #url: URL
  readonly #tools: TransferTools

  constructor(url: string, tools: TransferTools) {
    this.#url = new URL(url)
    this.#tools = tools
    this.label = this.#url.host
  }

  /** Faults: those of `transfer`. */
  async fetch(job: FileJob): Promise<BroughtFile> {
    const what = `${this.#url.host}${this.#url.pathname}`
    const address = { url: this.#url, asked: { what, repository: null }, authorization: async () => null }
    return transfer(job, address, this.#tools)
  }
}
