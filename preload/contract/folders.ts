import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema } from './common.ts'
import { problemSchema } from './errors.ts'

/** Whose folder it is: Wattle's own, one that the user added, or that of another program, which is read and never changed. */
export const folderKindSchema = z.enum(['own', 'added', 'lm-studio', 'jan', 'ollama', 'hugging-face', 'llama-cpp'])
export type FolderKind = z.infer<typeof folderKindSchema>

/** A folder whose models are in the library. It is watched: what appears in it is listed. */
export const libraryFolderSchema = z.object({
  id: idSchema,
  path: z.string(),
  kind: folderKindSchema,
  isScanning: z.boolean(),
  /** False while its drive is not connected; its models are kept. */
  isReachable: z.boolean(),
  modelCount: z.number().int().nonnegative(),
  sizeBytes: sizeBytesSchema,
  /** Why it could not be read; null where it could. */
  problem: problemSchema.nullable(),
})
export type LibraryFolder = z.infer<typeof libraryFolderSchema>

/** A folder of another program that was found and is not in the library. */
export const detectedFolderSchema = z.object({
  id: idSchema,
  kind: folderKindSchema,
  path: z.string(),
  modelCount: z.number().int().nonnegative(),
  sizeBytes: sizeBytesSchema,
})
export type DetectedFolder = z.infer<typeof detectedFolderSchema>

export const foldersStateSchema = z.object({
  /** Wattle's own first, then in the order in which they were added. */
  folders: z.array(libraryFolderSchema),
  detected: z.array(detectedFolderSchema),
  /** The disk that downloads go to; null until it was looked at. */
  disk: z.object({ freeBytes: sizeBytesSchema, totalBytes: sizeBytesSchema }).nullable(),
  /** The file whose content is being hashed in the background, and how many wait; null where nothing is to be hashed. */
  hashing: z
    .object({ modelId: idSchema, progress: z.number().min(0).max(1), waiting: z.number().int().nonnegative() })
    .nullable(),
})
export type FoldersState = z.infer<typeof foldersStateSchema>

export const foldersContract = {
  /** The present state, then each change. */
  watch: procedure.output(eventIterator(foldersStateSchema)),
  /** Adds a folder by its path. MODEL_PATH_NOT_ABSOLUTE, FOLDER_NOT_FOUND, FOLDER_UNREADABLE, FOLDER_LISTED_ALREADY. */
  add: procedure.input(z.object({ path: z.string().min(1).max(4096) })).output(libraryFolderSchema),
  /** Opens the shell's dialog and adds what was picked; null where the user cancelled. NOT_SUPPORTED_BY_SHELL in a browser. */
  pick: procedure.output(libraryFolderSchema.nullable()),
  /** Adds a folder that was detected. */
  addDetected: procedure.input(z.object({ id: idSchema })).output(libraryFolderSchema),
  /** Takes a folder out of the library with its models. Nothing on the disk changes; adding it again brings back all that was known. */
  remove: procedure.input(z.object({ id: idSchema })).output(z.void()),
  /** Reads every folder again now, and looks again for those of other programs. Resolves when it is done. */
  rescan: procedure.output(z.void()),
}
