import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { LoadProfile } from '#contract/profiles.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const long: LoadProfile = {
  id: 'long',
  modelId: 'a',
  name: 'Long context',
  isDefault: true,
  load: { contextTokens: 32_768, kvTypeK: 'q8_0', gpuLayers: null },
  sampling: { temperature: 0, stop: ['END'] },
  systemPrompt: 'Read it all.',
}
const plain: LoadProfile = { ...long, id: 'plain', name: 'a plain one', isDefault: false, load: {}, systemPrompt: null }

test('profiles outlive a restart, the default first, then by name', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  const other = { ...plain, id: 'other', name: 'Beta', sampling: {} }
  for (const profile of [other, long, plain, { ...long, id: 'b', modelId: 'b' }]) store.profiles.save(profile)
  store.close()
  const { profiles } = tempStore(folder)
  expect(profiles.list('a')).toEqual([long, plain, other])
  expect(profiles.get('plain')).toEqual(plain)
  profiles.remove('plain')
  expect(profiles.get('plain')).toBeNull()
  expect(profiles.list('a')).toEqual([long, other])
})

test('a new default takes that place from the one before, of this model alone', () => {
  const { profiles } = tempStore()
  for (const profile of [long, plain, { ...long, id: 'b', modelId: 'b' }]) profiles.save(profile)
  profiles.save({ ...plain, isDefault: true })
  expect(profiles.list('a').map(({ id, isDefault }) => [id, isDefault])).toEqual([
    ['plain', true],
    ['long', false],
  ])
  expect(profiles.get('b')?.isDefault).toBe(true)
})

// A profile written by a later version, or by a damaged disk, must not take all the others with it.
test('a broken or unknown value costs itself alone, never the profile', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.profiles.save(long)
  store.profiles.save(plain)
  store.close()
  const db = new Database(storePaths(folder).database)
  const put = db.prepare('UPDATE load_profiles SET load = ?, sampling = ? WHERE id = ?')
  put.run(JSON.stringify({ contextTokens: 4096, kvTypeK: 'q2_future', threads: 0, invented: true }), '[1]', 'long')
  put.run('{{{', '"text"', 'plain')
  db.close()
  const { profiles } = tempStore(folder)
  expect(profiles.list('a')).toEqual([
    { ...long, load: { contextTokens: 4096 }, sampling: {} },
    { ...plain, load: {}, sampling: {} },
  ])
})
