import { z } from 'zod'
import { downloadAttemptSchema, downloadSourceSchema, downloadStateSchema } from '#contract/downloads.ts'
import { problemSchema } from '#contract/errors.ts'
import type {
  DownloadRepository,
  PartState,
  StoredDownload,
  StoredDownloadFile,
} from '../core/ports/download-repository.ts'
import type { WritableDb } from './database.ts'
import { parseJson, toJson } from './json-column.ts'

type DownloadRow = {
  id: string
  position: number
  name: string
  quantization: string | null
  state: string
  sources: string
  source_index: number
  folder: string
  problem: string | null
  retry_at_ms: number | null
  attempts: string
  is_starter: number
  model_id: string | null
  created_at_ms: number
  ended_at_ms: number | null
}

type FileRow = {
  download_id: string
  file_index: number
  file_name: string
  size_bytes: number | null
  sha256: string | null
  part: string | null
  is_done: number
}

const columns = [
  'id',
  'position',
  'name',
  'quantization',
  'state',
  'sources',
  'source_index',
  'folder',
  'problem',
  'retry_at_ms',
  'attempts',
  'is_starter',
  'model_id',
  'created_at_ms',
  'ended_at_ms',
] as const satisfies (keyof DownloadRow)[]

const positionSchema = z.number().int().nonnegative()

const partSchema: z.ZodType<PartState> = z.object({
  sizeBytes: positionSchema,
  linkedEtag: z.string().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  ranges: z.array(z.tuple([positionSchema, positionSchema])),
})

const sourcesSchema = z.array(z.object({ source: downloadSourceSchema, paths: z.array(z.string()) })).min(1)

export function createDownloadRepository(db: WritableDb): DownloadRepository {
  const rows = db.prepare<[], DownloadRow>('SELECT * FROM downloads ORDER BY position, row')
  const fileRows = db.prepare<[string], FileRow>(
    'SELECT * FROM download_files WHERE download_id = ? ORDER BY file_index',
  )
  const upsert = db.prepare<[DownloadRow]>(
    `INSERT INTO downloads (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  )
  const replaceFile = db.prepare<[FileRow]>(
    `INSERT OR REPLACE INTO download_files (download_id, file_index, file_name, size_bytes, sha256, part, is_done)
     VALUES (:download_id, :file_index, :file_name, :size_bytes, :sha256, :part, :is_done)`,
  )
  const remove = db.prepare('DELETE FROM downloads WHERE id = ?')
  const save = db.transaction((download: StoredDownload) => {
    upsert.run(downloadToRow(download))
    for (const [index, file] of download.files.entries()) replaceFile.run(fileToRow(download.id, index, file))
  })

  return {
    list: () => rows.all().flatMap((row) => downloadFromRow(row, fileRows.all(row.id).map(fileFromRow))),
    save: (download) => save.immediate(download),
    saveFile: (downloadId, index, file) => void replaceFile.run(fileToRow(downloadId, index, file)),
    remove: (id) => void remove.run(id),
  }
}

/** Nothing where it does not say where it comes from or what it consists of: such a download cannot be gone on with. */
function downloadFromRow(row: DownloadRow, files: StoredDownloadFile[]): StoredDownload[] {
  const sources = parseJson(sourcesSchema, row.sources)
  const state = downloadStateSchema.safeParse(row.state)
  if (sources === null || !state.success || files.length === 0) return []
  return [
    {
      id: row.id,
      position: row.position,
      name: row.name,
      quantization: row.quantization,
      state: state.data,
      sources,
      sourceIndex: Math.min(row.source_index, sources.length - 1),
      folder: row.folder,
      problem: parseJson(problemSchema, row.problem),
      retryAtMs: row.retry_at_ms,
      attempts: parseJson(z.array(downloadAttemptSchema), row.attempts) ?? [],
      isStarter: row.is_starter !== 0,
      modelId: row.model_id,
      createdAtMs: row.created_at_ms,
      endedAtMs: row.ended_at_ms,
      files,
    },
  ]
}

function fileFromRow(row: FileRow): StoredDownloadFile {
  return {
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    part: parseJson(partSchema, row.part),
    isDone: row.is_done !== 0,
  }
}

function downloadToRow(download: StoredDownload): DownloadRow {
  return {
    id: download.id,
    position: download.position,
    name: download.name,
    quantization: download.quantization,
    state: download.state,
    sources: JSON.stringify(download.sources),
    source_index: download.sourceIndex,
    folder: download.folder,
    problem: toJson(download.problem),
    retry_at_ms: download.retryAtMs,
    attempts: JSON.stringify(download.attempts),
    is_starter: download.isStarter ? 1 : 0,
    model_id: download.modelId,
    created_at_ms: download.createdAtMs,
    ended_at_ms: download.endedAtMs,
  }
}

function fileToRow(downloadId: string, index: number, file: StoredDownloadFile): FileRow {
  return {
    download_id: downloadId,
    file_index: index,
    file_name: file.fileName,
    size_bytes: file.sizeBytes,
    sha256: file.sha256,
    part: toJson(file.part),
    is_done: file.isDone ? 1 : 0,
  }
}
