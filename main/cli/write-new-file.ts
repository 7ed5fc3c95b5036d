import { chmod, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { LabFile } from '#contract/lab/lab.ts'
import { Fault } from '../core/fault.ts'
import { codeOf } from '../core/files/write-fault.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

type Place = Pick<Terminal, 'folder' | 'fileMode'> & { force: boolean }

/**
 * Writes a file where the user wants it, into a folder under its own name. Resolves with its path. Throws a UsageError where a file is there
 * already and may not be written over, or the folder is missing. Faults: DISK_FULL.
 */
export async function writeNewFile(
  wanted: string,
  { fileName, text }: LabFile,
  { folder, fileMode, force }: Place,
): Promise<string> {
  const place = resolve(folder, wanted)
  const isFolder = (await stat(place).catch(() => null))?.isDirectory() ?? false
  const path = isFolder ? join(place, basename(fileName)) : place
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    throw refusal(error, path)
  }
  // The folder's files are the user's own, unlike those of the data folder. Some file systems have no such rights.
  await chmod(path, fileMode).catch(() => undefined)
  return path
}

function refusal(error: unknown, path: string): Error {
  const code = codeOf(error)
  if (code === 'EEXIST')
    return new UsageError(`${path} is there already. Name another file, or say --force to write over it.`)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Fault('DISK_FULL', { params: { fileName: path }, cause: error })
  return new UsageError(`${path} cannot be written (${error instanceof Error ? error.message : String(error)}).`)
}
