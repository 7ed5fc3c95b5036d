import type { DownloadSource } from '#contract/downloads.ts'
import type { ModelSource } from '#contract/models.ts'

/** Where a model came from, as the library keeps it. The query of an address may hold a secret, and is left out. */
export function modelSourceOf(source: DownloadSource, nowMs: number): ModelSource {
  const fetchedAtMs = nowMs
  switch (source.type) {
    case 'hugging-face':
      return { kind: 'hugging-face', name: source.repository, revision: source.revision, fetchedAtMs }
    case 'url': {
      const { origin, pathname } = new URL(source.url)
      return { kind: 'url', name: `${origin}${pathname}`, revision: null, fetchedAtMs }
    }
    case 'python-package':
      return { kind: 'python-package', name: `${source.package} ${source.version}`, revision: null, fetchedAtMs }
  }
}
