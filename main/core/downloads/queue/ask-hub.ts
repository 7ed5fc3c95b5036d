import type { HubFiles } from '../hub-files.ts'
import type { QueuedDownload } from './queued-download.ts'

/**
 * Which commit of a repository a download is of, and what its files must be. Asked once: all later tries are of the same state.
 * Faults: those of a request to the hub.
 */
export async function askHub(
  download: QueuedDownload,
  hub: Pick<HubFiles, 'resolveFiles'>,
  signal: AbortSignal,
): Promise<void> {
  const current = download.source
  const { source, paths } = current
  if (source.type !== 'hugging-face') return
  const { files, sources } = download.stored
  const isKnown = files.every(({ sizeBytes, sha256 }) => sizeBytes !== null && sha256 !== null)
  if (source.revision !== null && isKnown) return
  const resolved = await hub.resolveFiles(source.repository, paths, { revision: source.revision, signal })
  const pinned = { source: { ...source, revision: resolved.revision }, paths }
  download.change({
    sources: sources.map((other) => (other === current ? pinned : other)),
    files: files.map((file, index) => ({
      ...file,
      sizeBytes: file.sizeBytes ?? resolved.files[index]?.sizeBytes ?? null,
      sha256: file.sha256 ?? resolved.files[index]?.sha256 ?? null,
    })),
  })
}
