import type { Download, DownloadSource } from '#contract/downloads.ts'

/** Which state of a file a server has, as far as it says. */
export type FileVersion = {
  sizeBytes: number
  /** The hub's own name for the content, which stays the same on each of its content networks; null where it told none. */
  linkedEtag: string | null
  /** Of the server that sends the bytes. */
  etag: string | null
  lastModified: string | null
}

/** What of a file is safe on the disk, in its `.part` file: from the first byte to the one after the last, of one version. */
export type PartState = FileVersion & { ranges: [start: number, end: number][] }

export type StoredDownloadFile = {
  /** Its name in the folder. */
  fileName: string
  /** null until the source has told. */
  sizeBytes: number | null
  sha256: string | null
  /** null where nothing of it can be gone on with. */
  part: PartState | null
  /** It lies in the folder, whole and verified. */
  isDone: boolean
}

/** A place that a download can come from, and the path there of each of its files. */
export type StoredSource = { source: DownloadSource; paths: string[] }

/** A download as it is kept: what changes many times a second is left out. */
export type StoredDownload = Pick<
  Download,
  | 'id'
  | 'name'
  | 'quantization'
  | 'state'
  | 'problem'
  | 'retryAtMs'
  | 'attempts'
  | 'isStarter'
  | 'modelId'
  | 'folder'
  | 'createdAtMs'
  | 'endedAtMs'
> & {
  /** The lowest is the first in the queue. */
  position: number
  /** In the order in which they are tried; never empty. */
  sources: StoredSource[]
  /** The one in use. */
  sourceIndex: number
  files: StoredDownloadFile[]
}

/** The durable queue. Each call is one transaction; all are synchronous and short. */
export interface DownloadRepository {
  /** The first in the queue first. */
  list(): StoredDownload[]
  /** Inserts, or replaces the one with the same id, with its files. */
  save(download: StoredDownload): void
  /** Keeps what is known of one file of a download that was saved. */
  saveFile(downloadId: string, index: number, file: StoredDownloadFile): void
  remove(id: string): void
}
