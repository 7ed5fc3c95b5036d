import { expect, test } from 'vitest'
import { createModelRepository } from '../../../../main/store/model-repository.ts'
import { databaseAt } from '../../../support/database-at.ts'

test('every model is kept with all that was known of it, and the new columns have their defaults', () => {
  const { db, migrateTo } = databaseAt(40)
  db.exec(
    `INSERT INTO models (id, name, file_name, path, size_bytes, modified_at_ms, quantization, architecture, parameter_count,
       trained_context_tokens, layer_count, embedding_length, vocabulary_size, kv_elements_per_token, has_chat_template, licence,
       sha256, added_at_ms, last_used_at_ms, is_starter, removed_at_ms)
     VALUES ('m', 'Model', 'm.gguf', '/m.gguf', 100, 7, 'Q4_1', 'llama', 5, 2048, 2, 64, 320, '{"k":1,"v":2}', 1, 'MIT',
       'ab', 1, 9, 1, NULL),
     ('gone', 'Removed', 'r.gguf', '/r.gguf', 1, 1, 'F16', 'llama', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL,
       NULL, 2, NULL, 0, 3)`,
  )
  migrateTo(50)
  const models = createModelRepository(db)
  expect(models.list()).toEqual([
    {
      id: 'm',
      name: 'Model',
      originalName: 'Model',
      fileName: 'm.gguf',
      path: '/m.gguf',
      folderId: null,
      sizeBytes: 100,
      modifiedAtMs: 7,
      parts: [{ path: '/m.gguf', sizeBytes: 100, modifiedAtMs: 7 }],
      quantization: 'Q4_1',
      architecture: 'llama',
      parameterCount: 5,
      trainedContextTokens: 2048,
      layerCount: 2,
      embeddingLength: 64,
      vocabularySize: 320,
      kvElementsPerToken: { k: 1, v: 2 },
      header: null,
      hasChatTemplate: true,
      licence: 'MIT',
      sha256: 'ab',
      ladderId: 'm',
      ladderName: 'Model',
      publisher: null,
      source: null,
      problem: null,
      notes: '',
      tags: [],
      isFavourite: false,
      addedAtMs: 1,
      lastUsedAtMs: 9,
      isStarter: true,
      removedAtMs: null,
      trash: null,
    },
  ])
  expect(models.get('gone')).toMatchObject({ name: 'Removed', removedAtMs: 3 })
})

test('a model belongs to a folder that there is, and no two folders have the same path', () => {
  const { db } = databaseAt(50)
  const folder = db.prepare(`INSERT INTO folders (id, path, kind, added_at_ms) VALUES (?, '/models', 'own', 1)`)
  folder.run('f')
  expect(() => folder.run('g')).toThrow(/UNIQUE/)
  const model = db.prepare(
    `INSERT INTO models (id, name, file_name, path, size_bytes, modified_at_ms, quantization, architecture, has_chat_template,
       added_at_ms, is_starter, folder_id) VALUES (?, 'Model', 'm.gguf', '/m.gguf', 1, 1, 'Q4_1', 'llama', 1, 1, 0, ?)`,
  )
  model.run('m', 'f')
  expect(() => model.run('n', 'nowhere')).toThrow(/FOREIGN KEY/)
})
