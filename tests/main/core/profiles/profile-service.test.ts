import { expect, test } from 'vitest'
import { ProfileService } from '../../../../main/core/profiles/profile-service.ts'
import type { LoadProfile } from '../../../../preload/contract/profiles.ts'
import { storedModel } from '../../../support/engine-bench.ts'
import { tempStore } from '../../../support/temp-store.ts'

function bench() {
  const store = tempStore()
  for (const id of ['a', 'b']) store.models.save(storedModel(id))
  return { store, profiles: new ProfileService({ repository: store.profiles, models: store.models }) }
}

const content = (change: Partial<LoadProfile> = {}): Omit<LoadProfile, 'id'> => ({
  modelId: 'a',
  name: 'Long context',
  isDefault: false,
  load: { contextTokens: 4096 },
  sampling: {},
  systemPrompt: null,
  ...change,
})

test('a profile is made, changed under its id, and removed', () => {
  const { profiles } = bench()
  const made = profiles.save(content())
  const changed = profiles.save({ ...made, name: 'LONG CONTEXT', load: {} })
  expect(changed.id).toBe(made.id)
  expect(profiles.list('a')).toEqual([changed])
  profiles.remove(made.id)
  profiles.remove(made.id)
  expect(profiles.list('a')).toEqual([])
})

test('a name is taken once for each model, however it is written', () => {
  const { profiles } = bench()
  profiles.save(content({ name: 'Größe' }))
  const taken = { code: 'PROFILE_NAME_TAKEN', params: { name: 'GRÖẞE' } }
  expect(() => profiles.save(content({ name: 'GRÖẞE' }))).toThrow(expect.objectContaining(taken))
  profiles.save(content({ modelId: 'b', name: 'Größe' }))
  const other = profiles.save(content({ name: 'Other' }))
  expect(() => profiles.save({ ...other, name: 'größe' })).toThrow(expect.objectContaining({ code: taken.code }))
})

test('there is no profile of a model that is not known, nor a change of one that is gone or another model’s', () => {
  const { profiles, store } = bench()
  const made = profiles.save(content())
  const fails = (profile: Parameters<ProfileService['save']>[0], code: string) =>
    expect(() => profiles.save(profile)).toThrow(expect.objectContaining({ code }))
  fails(content({ modelId: 'nobody' }), 'MODEL_NOT_FOUND')
  fails({ ...made, id: 'gone' }, 'PROFILE_NOT_FOUND')
  fails({ ...made, modelId: 'b' }, 'PROFILE_NOT_FOUND')
  store.models.save(storedModel('a', { removedAtMs: 1 }))
  fails(made, 'MODEL_NOT_FOUND')
})

// An undo of a removal brought the model back without its profiles.
test('a model that is taken off the list keeps its profiles', () => {
  const { profiles, store } = bench()
  const made = profiles.save(content())
  store.models.save(storedModel('a', { removedAtMs: 1 }))
  store.models.save(storedModel('a'))
  expect(profiles.list('a')).toEqual([made])
})

test('what is in force is what was asked for, else the default, which stands in for one that is gone', () => {
  const { profiles } = bench()
  expect(profiles.inForce('a', undefined)).toBeNull()
  const plain = profiles.save(content({ name: 'Plain' }))
  const usual = profiles.save(content({ name: 'Usual', isDefault: true }))
  expect(profiles.inForce('a', undefined)).toEqual(usual)
  expect(profiles.inForce('a', plain.id)).toEqual(plain)
  expect(profiles.inForce('a', null)).toBeNull()
  expect(profiles.inForce('b', plain.id)).toBeNull()
  profiles.remove(plain.id)
  expect(profiles.inForce('a', plain.id)).toEqual(usual)
})
