import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { writeTinyGguf } from '../../../support/tiny-gguf.ts'

test('what the user says of a model is in the database when the call returns, and outlives a kill', async () => {
  const home = tempFolder()
  const store = tempStore(home)
  const { library } = testLibrary({ store })
  const { id } = await library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf')))
  expect(
    library.annotate(id, {
      name: 'Mine',
      notes: 'good at rhymes',
      tags: ['Poems', 'poems', 'small'],
      isFavourite: true,
    }),
  ).toMatchObject({
    name: 'Mine',
    hasNotes: true,
    tags: ['Poems', 'small'],
    isFavourite: true,
  })
  // Nothing was closed: a second connection sees what a killed app would have left.
  expect(tempStore(home).models.get(id)).toMatchObject({
    name: 'Mine',
    notes: 'good at rhymes',
    tags: ['Poems', 'small'],
  })
})

test("a missing key stays as it is, and no name is the file's own again", async () => {
  const { library } = testLibrary()
  const { id } = await library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf'), { name: 'From the file' }))
  library.annotate(id, { name: 'Mine', notes: 'x', tags: ['a'] })
  expect(library.annotate(id, { isFavourite: true })).toMatchObject({ name: 'Mine', hasNotes: true, tags: ['a'] })
  expect(library.annotate(id, { name: null, notes: ' ', tags: [] })).toMatchObject({
    name: 'From the file',
    hasNotes: false,
    tags: [],
    isFavourite: true,
  })
})

// A look at the file before each load wrote the header's name over the user's.
test("the user's name stays when the file is read again, also another file in its place", async () => {
  const { library } = testLibrary()
  const path = join(tempFolder(), 'model.gguf')
  const { id } = await library.add(await writeTinyGguf(path))
  library.annotate(id, { name: 'Mine', notes: 'kept' })
  await writeTinyGguf(path, { name: 'Another one', layers: 3 })
  expect(await library.resolve(id)).toMatchObject({ name: 'Mine', originalName: 'Another one', notes: 'kept' })
})

test('of a model that is not there is refused', () => {
  const { library } = testLibrary()
  expect(() => library.annotate('nobody', { notes: '' })).toThrow(expect.objectContaining({ code: 'MODEL_NOT_FOUND' }))
})
