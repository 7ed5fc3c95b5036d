import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportResult } from '#contract/imports.ts'
import type { Model } from '#contract/models.ts'
import { Fault } from '../../fault.ts'
import { freeBytesIn, requireBytes } from '../../files/free-space.ts'
import { placeFile, syncFolder, targetPath } from '../../files/place-file.ts'
import { isLaterPart } from '../split-files.ts'
import { checkImported } from './check-imported.ts'
import { type Sending, writeAnnounced } from './write-announced.ts'

type ModelImportsOptions = {
  /** Where the files go to. */
  folder: string
  /** Lists a file that has arrived. */
  add: (path: string) => Promise<Model>
  /** Free bytes where the folder is, unless a test has its own. */
  freeBytes?: (folder: string) => Promise<number>
}

const partEnding = '.import.part'

/** Model files whose bytes are sent to us, since their sender cannot say where they lie. What is there already is never written over. */
export class ModelImports {
  readonly #options: Required<ModelImportsOptions>

  constructor(options: ModelImportsOptions) {
    this.#options = { freeBytes: freeBytesIn, ...options }
  }

  /** Deletes what a run that was killed has left of files that it was receiving. */
  async start(): Promise<void> {
    const { folder } = this.#options
    const names = await readdir(folder).catch(() => [])
    for (const name of names.filter((candidate) => candidate.endsWith(partEnding))) {
      // What cannot be deleted now is tried again at the next start.
      await rm(join(folder, name), { force: true }).catch(() => undefined)
    }
  }

  /**
   * Receives a file and lists it. Nothing of a file that does not arrive whole, or is no model, is kept.
   * Faults (params.fileName each): IMPORT_NAME_REFUSED, IMPORT_NAME_TAKEN, IMPORT_INCOMPLETE (receivedBytes, expectedBytes), DISK_FULL,
   * MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN; MODEL_PARTS_MISSING where the parts of a split model were not sent before its first one.
   */
  async receive(sending: Sending): Promise<ImportResult> {
    const { folder, add, freeBytes } = this.#options
    const { fileName, sizeBytes, signal } = sending
    const path = this.#pathFor(fileName)
    // Whoever tidied up may have deleted it.
    await mkdir(folder, { recursive: true })
    await this.#requireFreeName(path, fileName)
    await requireBytes(sizeBytes, { fileName, folder, freeBytes })
    const partPath = join(folder, `${randomUUID()}${partEnding}`)
    try {
      await writeAnnounced(partPath, sending)
      await checkImported(partPath, fileName)
      if (signal.aborted) throw new Fault('IMPORT_INCOMPLETE', { params: { fileName } })
      if (!(await placeFile(partPath, path))) throw new Fault('IMPORT_NAME_TAKEN', { params: { fileName } })
      await syncFolder(folder)
    } finally {
      await rm(partPath, { force: true })
    }
    return { modelId: isLaterPart(path) ? null : (await add(path)).id }
  }

  #pathFor(fileName: string): string {
    try {
      if (/\.gguf$/i.test(fileName)) return targetPath(this.#options.folder, fileName)
    } catch (error) {
      const { params } = Fault.from(error)
      throw new Fault('IMPORT_NAME_REFUSED', { params, cause: error })
    }
    throw new Fault('IMPORT_NAME_REFUSED', { params: { fileName: fileName.slice(0, 120) } })
  }

  async #requireFreeName(path: string, fileName: string): Promise<void> {
    const isTaken = (await stat(path).catch(() => null)) !== null
    if (isTaken) throw new Fault('IMPORT_NAME_TAKEN', { params: { fileName } })
  }
}
