import { expect, test } from 'vitest'
import type { StoredModel } from '../../../main/core/ports/model-repository.ts'
import { tempFolder, tempStore } from '../../support/temp-store.ts'

const model: StoredModel = {
  id: 'm1',
  name: 'My favourite',
  originalName: 'Small Model',
  fileName: 'small.gguf',
  path: '/models/small.gguf',
  sizeBytes: 98_362_432,
  folderId: null,
  modifiedAtMs: 1_700_000_000_123,
  parts: [
    { path: '/models/small.gguf', sizeBytes: 98_000_000, modifiedAtMs: 1_700_000_000_123 },
    { path: '/models/small-2.gguf', sizeBytes: 362_432, modifiedAtMs: 1_700_000_000_124 },
  ],
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
  header: {
    bitsPerWeight: 5.8,
    templateSha256: 'c'.repeat(64),
    expertCount: 8,
    expertUsedCount: 2,
    slidingWindowTokens: 4096,
    kvWindow: { k: 10, v: 20, tokens: 4096 },
  },
  ladderId: 'small-model',
  ladderName: 'Small Model',
  publisher: 'someone',
  source: { kind: 'hugging-face', name: 'someone/small', revision: null, fetchedAtMs: 5 },
  problem: null,
  notes: 'good at rhymes',
  tags: ['poems', 'small'],
  isFavourite: true,
  addedAtMs: 1,
  lastUsedAtMs: null,
  isStarter: false,
  removedAtMs: null,
  trash: null,
}

const bare: StoredModel = {
  ...model,
  id: 'm2',
  name: 'bare',
  originalName: 'bare',
  path: '/models/bare.gguf',
  parts: [{ path: '/models/bare.gguf', sizeBytes: 98_362_432, modifiedAtMs: 1 }],
  parameterCount: null,
  trainedContextTokens: null,
  layerCount: null,
  embeddingLength: null,
  vocabularySize: null,
  kvElementsPerToken: null,
  licence: null,
  hasChatTemplate: false,
  header: null,
  publisher: null,
  source: null,
  problem: { code: 'MODEL_FILE_CORRUPT', params: { fileName: 'bare.gguf', atByte: 24 }, detail: 'why' },
  notes: '',
  tags: [],
  isFavourite: false,
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

test('a model of a removed folder is not listed, and comes back with the folder', () => {
  const { models, folders } = tempStore()
  const folder = { id: 'f1', path: '/models', kind: 'added', addedAtMs: 1, removedAtMs: null } as const
  folders.save(folder)
  models.save({ ...model, folderId: 'f1' })
  models.save(bare)
  expect(models.getListed('m1')?.folderId).toBe('f1')
  folders.save({ ...folder, removedAtMs: 2 })
  expect(models.list().map(({ id }) => id)).toEqual(['m2'])
  expect(models.getListed('m1')).toBeNull()
  expect(models.get('m1')?.notes).toBe('good at rhymes')
  expect(models.inFolder('f1').map(({ id }) => id)).toEqual(['m1'])
  expect(models.inFolder(null).map(({ id }) => id)).toEqual(['m2'])
  folders.save(folder)
  expect(models.getListed('m1')?.id).toBe('m1')
})

test('what waits for the trash is found after a restart', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.models.save({ ...model, removedAtMs: 5, trash: 'pending' })
  store.models.save({ ...bare, removedAtMs: 5, trash: 'done' })
  store.close()
  expect(
    tempStore(folder)
      .models.pendingTrash()
      .map(({ id }) => id),
  ).toEqual(['m1'])
})
