import type { FolderKind } from '#contract/folders.ts'
import { foreignPrograms } from './detect/foreign-programs.ts'
import { type FoundModel, foundAt } from './found-model.ts'
import { isModelFileName } from './model-file-name.ts'
import { walkFolder } from './walk-folder.ts'

/** How models lie in a folder of some kind. */
export type FolderLayout = {
  /** The models below a folder, without those in `skip`. Rejects with the system's error where the folder cannot be read. */
  find(folder: string, skip: ReadonlySet<string>): Promise<FoundModel[]>
  /** Where in the folder models appear and go. */
  watched(folder: string): string[]
}

const plainFolder: FolderLayout = {
  async find(folder, skip) {
    return (await walkFolder(folder, { isWanted: isModelFileName, skip })).map(foundAt)
  },
  watched: (folder) => [folder],
}

/** The layout of the program that the folder belongs to; Wattle's own and the user's are any tree of GGUF files. */
export function layoutOf(kind: FolderKind): FolderLayout {
  return foreignPrograms.find((program) => program.kind === kind) ?? plainFolder
}
