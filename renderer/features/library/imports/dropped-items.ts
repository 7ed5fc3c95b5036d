import { pathOfFile } from '../../../data/path-of-file.ts'

/** What was dropped or chosen: with its path where the shell tells it, else with the files to send. */
export type DroppedItem = { kind: 'path'; name: string; path: string; isFolder: boolean } | { kind: 'file'; file: File }

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/** All entries of a folder: a reader gives them a hundred at a time, and none at the end. */
const readFolder = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** The model files of a folder and of those in it. */
const modelsIn = async (folder: FileSystemDirectoryEntry): Promise<File[]> => {
  const found: File[] = []
  for (const entry of await readFolder(folder)) {
    if (isFolderEntry(entry)) found.push(...(await modelsIn(entry)))
    else if (isFileEntry(entry) && /\.gguf$/i.test(entry.name)) found.push(await fileOf(entry))
  }
  return found
}

const laterPart = /-(?!00001-of-)\d{5}-of-\d{5}\.gguf$/i
const nameOf = (item: DroppedItem): string => (item.kind === 'file' ? item.file.name : item.name)

/** The first part of a split model comes after the others, so that the model is whole when it is listed. */
const inOrder = (items: DroppedItem[]): DroppedItem[] =>
  items.toSorted((one, other) => Number(laterPart.test(nameOf(other))) - Number(laterPart.test(nameOf(one))))

/** Chosen files as items. */
export const itemsOfFiles = (files: readonly File[]): DroppedItem[] => {
  const items = files.map((file): DroppedItem => {
    const path = pathOfFile(file)
    return path === null ? { kind: 'file', file } : { kind: 'path', name: file.name, path, isFolder: false }
  })
  return inOrder(items)
}

/** What a drop holds. Must be called within the event: afterwards the browser has taken the items away. */
export const itemsOfDrop = async (data: Pick<DataTransfer, 'items'>): Promise<DroppedItem[]> => {
  const dropped = [...data.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const items: DroppedItem[] = []
  for (const { entry, file } of dropped) {
    const path = file && pathOfFile(file)
    if (file && path) items.push({ kind: 'path', name: file.name, path, isFolder: entry?.isDirectory ?? false })
    else if (entry && isFolderEntry(entry)) {
      items.push(...(await modelsIn(entry)).map((inner): DroppedItem => ({ kind: 'file', file: inner })))
    } else if (file) items.push({ kind: 'file', file })
  }
  return inOrder(items)
}
