import type { DownloadSource } from '#contract/downloads.ts'
import { Fault } from '../fault.ts'
import { safeFileName, safeRelativePath } from '../files/safe-file-name.ts'
import type { CatalogModel, ListedFile } from '../library/catalog.ts'
import { isLoopback } from '../network/addresses.ts'
import type { StoredSource } from '../ports/download-repository.ts'
import type { WantedDownload } from './queue/new-download.ts'

/** One quantization of a repository. Faults: DOWNLOAD_FILE_NAME_REFUSED. */
export function hubDownload(input: { repository: string; quantization: string; paths: string[] }): WantedDownload {
  const { repository, quantization, paths } = input
  const title = repository.split('/')[1] ?? repository
  const names = paths.map((path) => fileNameOf(safeRelativePath(path)))
  requireDistinct(names)
  return {
    name: title.replace(/-gguf$/i, ''),
    quantization,
    files: names.map((fileName) => ({ fileName, sizeBytes: null, sha256: null })),
    sources: [{ source: { type: 'hugging-face', repository, revision: null }, paths }],
    isStarter: false,
  }
}

/** A file of the catalogue, from the places that it names. */
export function catalogDownload(
  { name }: Pick<CatalogModel, 'name'>,
  file: Pick<ListedFile, 'fileName' | 'quantization' | 'sizeBytes' | 'sha256' | 'sources'>,
  isStarter: boolean,
): WantedDownload {
  const { fileName, quantization, sizeBytes, sha256 } = file
  return {
    name,
    quantization,
    files: [{ fileName: safeFileName(fileName), sizeBytes, sha256 }],
    sources: file.sources.map(storedSource),
    isStarter,
  }
}

/** A file at an address of its own. */
export function urlDownload(url: URL, fileName: string, sha256: string | null): WantedDownload {
  return {
    name: fileName.replace(/\.gguf$/i, ''),
    quantization: null,
    files: [{ fileName, sizeBytes: null, sha256 }],
    sources: [{ source: { type: 'url', url: url.href }, paths: [fileName] }],
    isStarter: false,
  }
}

/**
 * An address that a user typed: https and no password in it. This machine's own servers only where the hub is one of them.
 * Faults: DOWNLOAD_ADDRESS_REFUSED.
 */
export function requireAddress(text: string, { mayBeLocal }: { mayBeLocal: boolean }): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const isUsable = url !== null && url.username === '' && url.password === ''
  if (isUsable && (isLoopback(url) ? mayBeLocal && /^https?:$/.test(url.protocol) : url.protocol === 'https:')) {
    url.hash = ''
    return url
  }
  throw new Fault('DOWNLOAD_ADDRESS_REFUSED', { detail: url === null ? null : `${url.protocol}//${url.host}` })
}

function storedSource(listed: ListedFile['sources'][number]): StoredSource {
  if (listed.type === 'python-package') {
    const { package: name, version, member } = listed
    return { source: { type: 'python-package', package: name, version, member }, paths: [member] }
  }
  const source: DownloadSource = { type: 'hugging-face', repository: listed.repository, revision: listed.revision }
  return { source, paths: [listed.file] }
}

/** All files come into one folder: two of one name would be one. */
function requireDistinct(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    const key = name.normalize('NFC').toLowerCase()
    if (seen.has(key)) throw new Fault('DOWNLOAD_FILE_NAME_REFUSED', { params: { fileName: name } })
    seen.add(key)
  }
}

/** Only the file's own name: folders of a repository are not made here. */
function fileNameOf(path: string): string {
  return path.split('/').at(-1) ?? path
}
