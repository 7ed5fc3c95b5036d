import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FolderKind } from '#contract/folders.ts'
import type { FolderRepository } from '../../ports/folder-repository.ts'
import { containingFolder, isWithin } from './containing-folder.ts'
import type { ForeignProgram, Machine } from './detect/foreign-program.ts'
import { foreignPrograms } from './detect/foreign-programs.ts'

/** A folder that another program may keep models in. */
export type ForeignFolder = { program: ForeignProgram; path: string }

/** Which folders of this machine belong to other programs. */
export class ForeignFolders {
  readonly #machine: Machine
  readonly #folders: FolderRepository

  constructor(options: { machine: Machine; folders: FolderRepository }) {
    this.#machine = options.machine
    this.#folders = options.folders
  }

  /** Each place that a program may have its models in, once, whether it is there or not. */
  async candidates(): Promise<ForeignFolder[]> {
    const found = new Map<string, ForeignFolder>()
    for (const program of foreignPrograms) {
      for (const path of await program.candidates(this.#machine)) {
        if (!found.has(path)) found.set(path, { program, path })
      }
    }
    return [...found.values()]
  }

  /** The program whose folder of models this is; null where it is none, or only a part of one. */
  async programAt(path: string): Promise<FolderKind | null> {
    const candidates = await this.candidates()
    return candidates.find((candidate) => candidate.path === path)?.program.kind ?? null
  }

  /**
   * The program that a path belongs to; null where it is the user's own, or Wattle's. A link to another program's folder leads to files of
   * that program; a link to a single file is the user's own.
   */
  async ownerOf(path: string): Promise<FolderKind | null> {
    const place = join(await realOf(dirname(path)), basename(path))
    return (await this.#ownerOf(path)) ?? (place === path ? null : this.#ownerOf(place))
  }

  async #ownerOf(path: string): Promise<FolderKind | null> {
    const folders = await Promise.all(
      this.#folders.list().map(async (folder) => [folder, { ...folder, path: await realOf(folder.path) }]),
    )
    const listed = containingFolder(folders.flat(), path)
    if (listed !== null && listed.kind !== 'own' && listed.kind !== 'added') return listed.kind
    if (listed?.kind === 'own') return null
    for (const { program, path: folder } of await this.candidates()) {
      if (isWithin(folder, path) || isWithin(await realOf(folder), path)) return program.kind
    }
    return null
  }
}

/** Where a folder really is; one that is not there is where it would be. */
function realOf(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}
