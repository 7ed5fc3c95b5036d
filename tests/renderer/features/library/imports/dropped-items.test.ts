// @vitest-environment jsdom
import { afterEach, describe, expect, test } from 'vitest'
import { itemsOfDrop, itemsOfFiles } from '../../../../../renderer/features/library/imports/dropped-items.ts'

afterEach(() => {
  delete window.wattle
})

const file = (name: string) => new File(['GGUF'], name)

type Tree = { [name: string]: Tree | null }

/** A folder as a browser gives it: its reader tells two entries at a time, then none. */
const folderEntry = (name: string, tree: Tree): FileSystemEntry => {
  const entries = Object.entries(tree).map(([inner, below]) => (below ? folderEntry(inner, below) : fileEntry(inner)))
  const createReader = () => {
    const left = [...entries]
    return { readEntries: (take: (some: FileSystemEntry[]) => void) => take(left.splice(0, 2)) }
  }
  return Object.assign(baseEntry(name), { isDirectory: true, createReader })
}
const fileEntry = (name: string): FileSystemEntry =>
  Object.assign(baseEntry(name), { isFile: true, file: (take: (file: File) => void) => take(file(name)) })
const baseEntry = (name: string): FileSystemEntry => ({
  name,
  fullPath: `/${name}`,
  isFile: false,
  isDirectory: false,
  filesystem: {
    name: 'drop',
    get root(): never {
      throw new Error('No test looks at it.')
    },
  },
  getParent: () => undefined,
})

const drop = (...entries: FileSystemEntry[]) => {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => entry,
    getAsFile: () => file(entry.name),
  }))
  return itemsOfDrop({ items: items as unknown as DataTransferItemList })
}
const names = (items: Awaited<ReturnType<typeof drop>>) =>
  items.map((item) => (item.kind === 'file' ? item.file.name : `${item.isFolder ? 'folder ' : ''}${item.path}`))

describe('in a browser', () => {
  test('a folder stands for the model files in it and below it, however many its reader tells at a time', async () => {
    const tree = { 'a.gguf': null, 'notes.txt': null, deep: { 'b.GGUF': null, more: { 'c.gguf': null } } }
    expect(names(await drop(folderEntry('models', tree)))).toEqual(['a.gguf', 'b.GGUF', 'c.gguf'])
  })

  // The first part is listed as a model when it arrives: the others must be there by then.
  test('the first part of a split model comes last', () => {
    const parts = ['m-00001-of-00003.gguf', 'm-00002-of-00003.gguf', 'm-00003-of-00003.gguf', 'whole.gguf']
    expect(names(itemsOfFiles(parts.map(file)))).toEqual([
      'm-00002-of-00003.gguf',
      'm-00003-of-00003.gguf',
      'm-00001-of-00003.gguf',
      'whole.gguf',
    ])
  })
})

test('where the shell knows the paths, files and folders are named by them', async () => {
  window.wattle = { pathOfFile: ({ name }) => `/home/me/${name}` }
  expect(names(await drop(fileEntry('a.gguf'), folderEntry('models', { 'b.gguf': null })))).toEqual([
    '/home/me/a.gguf',
    'folder /home/me/models',
  ])
})
