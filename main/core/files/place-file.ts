import { link, open, rename, rm, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { Fault } from '../fault.ts'
import { safeFileName } from './safe-file-name.ts'
import { writeFault } from './write-fault.ts'

/** Where a file of a folder is to lie. Checked once more: whoever wrote the name down may not have. */
export function targetPath(folder: string, fileName: string): string {
  const path = resolve(folder, safeFileName(fileName))
  if (!path.startsWith(resolve(folder) + sep)) throw new Fault('DOWNLOAD_FILE_NAME_REFUSED', { params: { fileName } })
  return path
}

/** Whether two paths may lead to one file: many disks take no notice of capitals, nor of how an accent is written. */
export function isSamePath(a: string, b: string): boolean {
  return a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()
}

export function partPathOf(path: string): string {
  return `${path}.part`
}

/**
 * Gives a whole file its own name, unless something lies there: then false, and nothing has changed.
 * Faults: DISK_FULL, DOWNLOAD_FAILED (params.reason `cannot-write`), as where the folder is gone.
 */
export async function placeFile(partPath: string, path: string): Promise<boolean> {
  try {
    // A link fails where the name is taken; a rename would put an end to what lies there.
    await link(partPath, path)
    await rm(partPath)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EEXIST') return false
  }
  // A file system without links.
  if ((await stat(path).catch(() => null)) !== null) return false
  await rename(partPath, path).catch((error: unknown) => {
    throw writeFault(error, basename(path))
  })
  return true
}

/** Makes names outlive a power cut, where the platform can open a folder. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(join(folder), 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
