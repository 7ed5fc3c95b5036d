import { expect, test } from 'vitest'
import type { StoredModel } from '../../../main/core/ports/model-repository.ts'
import { tempFolder, tempStore } from '../../support/temp-store.ts'

const model: StoredModel = {
  id: 'm1',
  name: 'Small Model',
  fileName: 'small.gguf',
  path: '/models/small.gguf',
  sizeBytes: 98_362_432,
  modifiedAtMs: 1_700_000_000_123,
  quantization: 'Q4_1',
  architecture: 'llama',
  parameterCount: 134_515_008,
  trainedContextTokens: 8192,
  layerCount: 30,
  embeddingLength: 576,
  vocabularySize: 49_152,
  kvElementsPerToken: { k: 5760, v: 5760 },
  hasChatTemplate: true,
  licence: 'apache-2.0',
  sha256: null,
  addedAtMs: 1,
  lastUsedAtMs: null,
  isStarter: false,
  removedAtMs: null,
}

const bare: StoredModel = {
  ...model,
  id: 'm2',
  path: '/models/bare.gguf',
  parameterCount: null,
  trainedContextTokens: null,
  layerCount: null,
  embeddingLength: null,
  vocabularySize: null,
  kvElementsPerToken: null,
  licence: null,
  hasChatTemplate: false,
  addedAtMs: 2,
}

test('a model comes back as it was saved, after a restart too', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.models.save(model)
  store.models.save(bare)
  store.close()
  const { models } = tempStore(folder)
  expect([models.get('m1'), models.get('m2'), models.get('m3')]).toEqual([model, bare, null])
})

test('saving again replaces, and the most recently used comes first', () => {
  const { models } = tempStore()
  models.save(model)
  models.save(bare)
  expect(models.list().map(({ id }) => id)).toEqual(['m2', 'm1'])
  models.save({ ...model, lastUsedAtMs: 3, sha256: 'ab' })
  expect(models.list().map(({ id, sha256 }) => [id, sha256])).toEqual([
    ['m1', 'ab'],
    ['m2', null],
  ])
})

test('a removed model is not listed, but still found by id and path so that it can come back', () => {
  const { models } = tempStore()
  models.save({ ...model, removedAtMs: 5 })
  expect(models.list()).toEqual([])
  expect(models.get('m1')?.removedAtMs).toBe(5)
  expect(models.findByPath(model.path)?.id).toBe('m1')
  models.save({ ...model, id: 'm3' })
  expect(models.findByPath(model.path)?.id).toBe('m3')
  expect(models.findByPath('/elsewhere')).toBeNull()
})
