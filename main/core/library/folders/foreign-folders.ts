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

  /** The program that a path belongs to; null where it is the user's own, or Wattle's. */
  async ownerOf(path: string): Promise<FolderKind | null> {
    const listed = containingFolder(this.#folders.list(), path)
    if (listed !== null && listed.kind !== 'own' && listed.kind !== 'added') return listed.kind
    if (listed?.kind === 'own') return null
    const candidates = await this.candidates()
    return candidates.find((candidate) => isWithin(candidate.path, path))?.program.kind ?? null
  }
}
