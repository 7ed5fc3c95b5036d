import { randomUUID } from 'node:crypto'
import type { StoredDownload, StoredSource } from '../../ports/download-repository.ts'

/** What is to be fetched. */
export type WantedDownload = {
  name: string
  quantization: string | null
  files: { fileName: string; sizeBytes: number | null; sha256: string | null }[]
  /** In the order in which they are tried. */
  sources: StoredSource[]
  isStarter: boolean
}

/** A download at its place in the queue, of which nothing has come. */
export function newDownload(
  { name, quantization, files, sources, isStarter }: WantedDownload,
  { folder, position, nowMs }: { folder: string; position: number; nowMs: number },
): StoredDownload {
  return {
    id: randomUUID(),
    position,
    name,
    quantization,
    state: 'queued',
    sources,
    sourceIndex: 0,
    files: files.map((file) => ({ ...file, part: null, isDone: false })),
    folder,
    problem: null,
    retryAtMs: null,
    attempts: [],
    isStarter,
    modelId: null,
    createdAtMs: nowMs,
    endedAtMs: null,
  }
}

/** Whether two are for the same files of the same place. */
export function isSameDownload(a: Pick<StoredDownload, 'sources'>, b: Pick<StoredDownload, 'sources'>): boolean {
  const [first, second] = [a.sources[0], b.sources[0]]
  return first !== undefined && second !== undefined && placeOf(first) === placeOf(second)
}

/** Without the revision, which the hub is asked for only later. */
function placeOf({ source, paths }: StoredSource): string {
  switch (source.type) {
    case 'hugging-face':
      return JSON.stringify([source.type, source.repository, paths.toSorted()])
    case 'url':
      return JSON.stringify([source.type, source.url])
    case 'python-package':
      return JSON.stringify([source.type, source.package, source.version, source.member])
  }
}
