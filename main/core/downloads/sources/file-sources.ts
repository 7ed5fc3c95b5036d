import type { DownloadSource } from '#contract/downloads.ts'
import type { FileSource } from '../../ports/file-source.ts'
import type { HubFiles } from '../hub-files.ts'
import type { TransferTools } from '../transfer/transfer-options.ts'
import { HubSource } from './hub-source.ts'
import { PythonPackageSource } from './python-package-source.ts'
import { UrlSource } from './url-source.ts'

/** Makes the place that a download names. */
export type FileSources = (source: DownloadSource) => FileSource

/** The real places, on the network. */
export function createFileSources(options: { hub: HubFiles; tools: TransferTools }): FileSources {
  return (source) => {
    switch (source.type) {
      case 'hugging-face':
        return new HubSource({ source, ...options })
      case 'url':
        return new UrlSource(source.url, options.tools)
      case 'python-package':
        return new PythonPackageSource({ source })
    }
  }
}
