import { lstat, rm, stat } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { partPathOf, placeFile, syncFolder, targetPath } from '../../files/place-file.ts'
import { hashFile } from '../transfer/hash-file.ts'
import { chooseNames } from './file-names.ts'
import type { QueuedDownload } from './queued-download.ts'
import type { RunOptions } from './run-options.ts'

type PlaceOptions = Pick<RunOptions, 'isReserved' | 'hashWorkerPath'>
type Reservations = Pick<RunOptions, 'isReserved'>

/** Chooses names that nothing else has, before anything is received. A file that is there already, with the very content, is done. */
export async function settleNames(download: QueuedDownload, options: PlaceOptions, signal: AbortSignal): Promise<void> {
  const { id, stored } = download
  for (;;) {
    const { names, present } = await freeNames(download, options, signal)
    // Another one may have chosen them while the disk was asked.
    if (names.some((name) => options.isReserved(targetPath(stored.folder, name), id))) continue
    download.holdNames()
    for (const [index, fileName] of names.entries()) {
      download.changeFile(index, { fileName, ...(present.has(fileName) && { isDone: true, part: null }) })
    }
    return
  }
}

/** Gives the files, all of which are whole, their names. What took a name in the meantime keeps it. */
export async function placeFiles(download: QueuedDownload, options: PlaceOptions, signal: AbortSignal): Promise<void> {
  const { files, folder } = download.stored
  const waiting = [...files.entries()].filter(([, { part }]) => part !== null)
  if (waiting.length === 0) return
  const isUntouched = waiting.length === files.length
  const { names, present } = isUntouched
    ? await freeNames(download, options, signal)
    : { names: files.map(({ fileName }) => fileName), present: new Set<string>() }
  for (const [index, file] of waiting) {
    const fileName = names[index] ?? file.fileName
    const partPath = partPathOf(targetPath(folder, file.fileName))
    const path = targetPath(folder, fileName)
    if (present.has(fileName)) await rm(partPath, { force: true })
    else if (!(await placeFile(partPath, path))) {
      throw new Fault('DOWNLOAD_FAILED', { params: { fileName, reason: 'cannot-write' }, detail: 'the name was taken' })
    }
    download.changeFile(index, { fileName, part: null })
  }
  await syncFolder(folder)
}

/** A file that was whole in its part, and that somebody deleted or changed since, is to be fetched again; so is a part that is none now. */
export async function recheckParts(download: QueuedDownload): Promise<void> {
  const { files, folder } = download.stored
  for (const [index, { fileName, isDone, part, sizeBytes }] of files.entries()) {
    if (!isDone && part === null) continue
    const path = targetPath(folder, fileName)
    // Of a part a link would not do: what it leads to would be written over.
    const stats = await (part === null ? stat(path) : lstat(partPathOf(path))).catch(() => null)
    const isGone = isDone ? stats?.size !== sizeBytes : stats?.isFile() !== true
    if (isGone) download.changeFile(index, { isDone: false, part: null })
  }
}

/** Deletes what a try has left of files of which nothing can be gone on with. */
export async function dropUnusableParts({ id, stored }: QueuedDownload, options: Reservations): Promise<void> {
  for (const { fileName, isDone, part } of stored.files) {
    if (!isDone && part === null) await removePart(targetPath(stored.folder, fileName), id, options)
  }
}

/** Deletes what was received and has no place yet. */
export async function discardParts(download: QueuedDownload, options: Reservations): Promise<void> {
  const { files, folder } = download.stored
  for (const [index, { fileName, isDone, part }] of files.entries()) {
    if (isDone && part === null) continue
    await removePart(targetPath(folder, fileName), download.id, options)
    download.changeFile(index, { isDone: false, part: null })
  }
}

/** Of one name there is one part: it may be another download's by now. What is no file was not written here. */
async function removePart(path: string, id: string, { isReserved }: Reservations): Promise<void> {
  if (isReserved(path, id)) return
  const stats = await lstat(partPathOf(path)).catch(() => null)
  if (stats?.isFile()) await rm(partPathOf(path), { force: true })
}

async function freeNames(download: QueuedDownload, options: PlaceOptions, signal: AbortSignal) {
  const { files, folder, id } = download.stored
  const present = new Set<string>()
  const names = await chooseNames(
    files.map(({ fileName }) => fileName),
    async (name, index) => {
      const path = targetPath(folder, name)
      if (options.isReserved(path, id)) return true
      const partStats = await lstat(partPathOf(path)).catch(() => null)
      if (partStats !== null && !partStats.isFile()) return true
      if ((await stat(path).catch(() => null)) === null) return false
      if (!(await isSameFile(path, index))) return true
      present.add(name)
      return false
    },
  )
  return { names, present }

  async function isSameFile(path: string, index: number): Promise<boolean> {
    const { sizeBytes, sha256 } = files[index] ?? { sizeBytes: null, sha256: null }
    const stats = await stat(path)
    if (sha256 === null || !stats.isFile() || (sizeBytes !== null && stats.size !== sizeBytes)) return false
    download.verifying()
    return (await hashFile(path, options.hashWorkerPath, signal)) === sha256
  }
}
