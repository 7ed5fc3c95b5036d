import { expect, test } from 'vitest'
import type { StoredFolder } from '../../../main/core/ports/folder-repository.ts'
import { tempFolder, tempStore } from '../../support/temp-store.ts'

const own: StoredFolder = { id: 'f1', path: '/data/models', kind: 'own', addedAtMs: 1, removedAtMs: null }
const added: StoredFolder = { id: 'f2', path: '/mnt/models', kind: 'added', addedAtMs: 2, removedAtMs: null }

test('folders come back as they were saved, in the order in which they were added, after a restart too', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.folders.save(own)
  store.folders.save(added)
  store.folders.save({ ...own, path: '/moved/models' })
  store.close()
  const { folders } = tempStore(folder)
  expect(folders.list()).toEqual([{ ...own, path: '/moved/models' }, added])
  expect([folders.get('f2'), folders.get('f3')]).toEqual([added, null])
})

test("Wattle's own is the first one, whenever it came", () => {
  const { folders } = tempStore()
  folders.save(added)
  folders.save({ ...own, addedAtMs: 9 })
  expect(folders.list().map(({ id }) => id)).toEqual(['f1', 'f2'])
})

test('a removed folder is not listed, but still found so that it can come back, as the last one', () => {
  const { folders } = tempStore()
  const second = { ...added, id: 'f3', path: '/third' }
  folders.save(added)
  folders.save(second)
  folders.save({ ...added, removedAtMs: 3 })
  expect(folders.list().map(({ id }) => id)).toEqual(['f3'])
  expect(folders.findByPath(added.path)).toEqual({ ...added, removedAtMs: 3 })
  folders.save({ ...added, addedAtMs: 4 })
  expect(folders.list().map(({ id }) => id)).toEqual(['f3', 'f2'])
})
