import type { DownloadSource } from '#contract/downloads.ts'
import { Fault } from '../../fault.ts'
import type { BroughtFile, FileJob, FileSource } from '../../ports/file-source.ts'
import type { HubFiles } from '../hub-files.ts'
import { transfer } from '../transfer/transfer.ts'
import type { TransferTools } from '../transfer/transfer-options.ts'

type HubSourceOptions = {
  source: Extract<DownloadSource, { type: 'hugging-face' }>
  hub: HubFiles
  tools: TransferTools
}

/** Files of a repository on the hub, at a commit. */
export class HubSource implements FileSource {
  readonly label: string
  readonly spaceFactor = 1
  readonly #options: HubSourceOptions

  constructor(options: HubSourceOptions) {
    this.#options = options
    this.label = options.hub.host
  }

  /** Faults: those of `transfer`; HUB_ENDPOINT_REFUSED. */
  async fetch(job: FileJob): Promise<BroughtFile> {
    const { source, hub, tools } = this.#options
    const { repository, revision } = source
    if (revision === null) throw new Fault('INTERNAL', { detail: `${repository} without a commit` })
    const address = {
      url: hub.fileUrl(repository, revision, job.path),
      asked: { what: `${repository}/${job.path}`, repository: { name: repository, pageUrl: hub.pageUrl(repository) } },
      authorization: (url: URL) => hub.authorization(url),
    }
    return transfer(job, address, tools)
  }
}
