import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { catalog, catalogSchema, starterOf } from '../../main/core/library/catalog.ts'
import { knownArchitectures } from '../../main/core/library/gguf/known-architectures.ts'

const { model, file } = starterOf(catalog)

it('has the starter that was decided on, with its sources in order', () => {
  expect(model).toMatchObject({ licence: 'Apache-2.0', contextTokens: 8192, chatFormat: 'ChatML' })
  expect(file).toMatchObject({
    quantization: 'Q4_1',
    sizeBytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  })
  expect(file.sources.map((source) => source.type)).toEqual(['hugging-face', 'python-package'])
  expect(catalog.models.every((entry) => knownArchitectures.has(entry.architecture))).toBe(true)
})

// File names of a repository become paths on the user's disk.
it.each(['../escape.gguf', 'a\\b.gguf', 'C:model.gguf', 'a/b.gguf', 'x\0.gguf', '.hidden.gguf', 'model.exe'])(
  'refuses the file name %j',
  (fileName) => {
    const hostile = { ...catalog, models: [{ ...model, files: [{ ...file, fileName }] }] }
    expect(catalogSchema.safeParse(hostile).success).toBe(false)
  },
)

it('refuses a moving revision, a path out of the repository, and a starter that is not there', () => {
  const withSource = (change: object) => ({
    ...catalog,
    models: [{ ...model, files: [{ ...file, sources: [{ ...file.sources[0], ...change }] }] }],
  })
  expect(catalogSchema.safeParse(withSource({})).success).toBe(true)
  expect(catalogSchema.safeParse(withSource({ revision: 'main' })).success).toBe(false)
  expect(catalogSchema.safeParse(withSource({ file: '../../other/resolve/x.gguf' })).success).toBe(false)
  expect(catalogSchema.safeParse({ ...catalog, starter: 'another' }).success).toBe(false)
})

// With a newer node-llama-cpp our list would refuse models that it can load.
it('knows each architecture that the installed node-llama-cpp names', () => {
  const types = readFileSync('node_modules/node-llama-cpp/dist/gguf/types/GgufMetadataTypes.d.ts', 'utf8')
  const names = Array.from(types.matchAll(/^ {4}\w+ = "([^"]+)",?$/gm), (match) => match[1] ?? '')
  expect(names.length).toBeGreaterThan(100)
  expect(names.filter((name) => !knownArchitectures.has(name))).toEqual(['clip', '(unknown)'])
})
