import type { Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Fault } from '../../fault.ts'
import { type GgufContent, readGguf } from './read-gguf.ts'

export type GgufFile = GgufContent & { path: string; sizeBytes: number; modifiedAtMs: number }

/**
 * Opens a GGUF file and reads what comes before its data.
 * Faults (params.fileName each): MODEL_FILE_MISSING, _UNREADABLE, _IS_A_FOLDER, and those of `readGguf`.
 */
export async function readGgufFile(path: string, keepsEntries: boolean): Promise<GgufFile> {
  const fileName = basename(path)
  let file: FileHandle | null = null
  try {
    // Before opening: to open a pipe would wait for its writer.
    requireRegularFile(await stat(path), fileName)
    file = await open(path, 'r')
    const stats = await file.stat()
    requireRegularFile(stats, fileName)
    const content = await readGguf(file, { sizeBytes: stats.size, fileName, keepsEntries })
    return { ...content, path, sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
  } catch (error) {
    throw error instanceof Fault ? error : accessFault(error, fileName)
  } finally {
    await file?.close()
  }
}

function requireRegularFile(stats: Stats, fileName: string): void {
  if (stats.isDirectory()) throw new Fault('MODEL_FILE_IS_A_FOLDER', { params: { fileName } })
  if (!stats.isFile()) {
    throw new Fault('MODEL_FILE_UNREADABLE', { params: { fileName }, detail: 'a pipe, socket or device, not a file' })
  }
}

function accessFault(error: unknown, fileName: string): Fault {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const detail = error instanceof Error ? error.message : String(error)
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR'
  return new Fault(isMissing ? 'MODEL_FILE_MISSING' : 'MODEL_FILE_UNREADABLE', {
    params: { fileName },
    detail,
    cause: error,
  })
}
