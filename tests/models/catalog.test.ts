import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { repositorySchema } from '#contract/hub.ts'
import { type CatalogModel, catalog, catalogSchema, starterOf } from '../../main/core/library/catalog.ts'
import { knownArchitectures } from '../../main/core/library/gguf/known-architectures.ts'
import { quantizationFromName } from '../../main/core/library/gguf/quantization-of-name.ts'
import { english } from '../../renderer/i18n/resources.ts'

const { model, file } = starterOf(catalog)
const starterFile = model.files[0]

it('has the starter that was decided on, with its sources in order', () => {
  expect(model).toMatchObject({ licence: 'Apache-2.0', contextTokens: 8192, chatFormat: 'ChatML', unchecked: [] })
  expect(file).toMatchObject({
    quantization: 'Q4_1',
    sizeBytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  })
  expect(file.sources.map((source) => source.type)).toEqual(['hugging-face', 'python-package'])
})

it('has at least a dozen models from a tenth of a gigabyte to thirty', () => {
  const sizes = catalog.models.flatMap(({ files }) => files.map(sizeOf))
  expect(catalog.models.length).toBeGreaterThanOrEqual(12)
  expect(sizes.every((size) => size !== null && size > 0.09e9 && size < 30e9)).toBe(true)
  expect(Math.min(...sizes.map(Number))).toBeLessThan(0.5e9)
  expect(Math.max(...sizes.map(Number))).toBeGreaterThan(20e9)
})

describe.each(catalog.models.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  it('is of an architecture that llama.cpp loads, and has words in the interface', () => {
    expect(knownArchitectures.has(entry.architecture)).toBe(true)
    expect(Object.keys(english.catalog)).toContain(entry.descriptionKey)
  })

  it('lists its files and its ladder with the largest first', () => {
    const sizes = entry.files.map((listed) => sizeOf(listed) ?? 0)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    const quantizations = entry.files.map(({ quantization }) => quantization)
    expect(entry.quantizationLadder).toEqual(expect.arrayContaining(quantizations))
    expect(entry.quantizationLadder.filter((step) => quantizations.includes(step))).toEqual(quantizations)
  })

  it('names each file after its quantization, in a repository that the hub may have', () => {
    for (const { fileName, quantization, sources } of entry.files) {
      expect(quantizationFromName(fileName)).toBe(quantization)
      const hub = sources.find((source) => source.type === 'hugging-face')
      expect(hub?.type === 'hugging-face' && repositorySchema.safeParse(hub.repository).success).toBe(true)
    }
  })

  it('says of each field that it leaves open or rounds that nobody could check it', () => {
    expect(entry.unchecked).toEqual(expect.arrayContaining(openFields(entry)))
  })
})

it('has a text for each entry and for nothing else', () => {
  expect(Object.keys(english.catalog).toSorted()).toEqual(
    catalog.models.map(({ descriptionKey }) => descriptionKey).toSorted(),
  )
})

// File names of a repository become paths on the user's disk.
it.each(['../escape.gguf', 'a\\b.gguf', 'C:model.gguf', 'a/b.gguf', 'x\0.gguf', '.hidden.gguf', 'model.exe'])(
  'refuses the file name %j',
  (fileName) => {
    const hostile = { ...catalog, models: [{ ...model, files: [{ ...starterFile, fileName }] }] }
    expect(catalogSchema.safeParse(hostile).success).toBe(false)
  },
)

it('refuses a moving revision, a path out of the repository, and a starter that is not there', () => {
  const withSource = (change: object) => ({
    ...catalog,
    models: [{ ...model, files: [{ ...starterFile, sources: [{ ...starterFile?.sources[0], ...change }] }] }],
  })
  expect(catalogSchema.safeParse(withSource({})).success).toBe(true)
  expect(catalogSchema.safeParse(withSource({ revision: 'main' })).success).toBe(false)
  expect(catalogSchema.safeParse(withSource({ file: '../../other/resolve/x.gguf' })).success).toBe(false)
  expect(catalogSchema.safeParse({ ...catalog, starter: 'another' }).success).toBe(false)
})

// What a fresh installation fetches unasked must be guarded by a checksum that came with the app.
it.each(['sizeBytes', 'sha256'] as const)('refuses a starter without its %s', (field) => {
  const models = [{ ...model, files: [{ ...starterFile, [field]: null }] }]
  expect(catalogSchema.safeParse({ ...catalog, models }).success).toBe(false)
})

it('refuses two entries with one id', () => {
  expect(catalogSchema.safeParse({ ...catalog, models: [model, model] }).success).toBe(false)
})

// With a newer node-llama-cpp our list would refuse models that it can load.
it('knows each architecture that the installed node-llama-cpp names', () => {
  const types = readFileSync('node_modules/node-llama-cpp/dist/gguf/types/GgufMetadataTypes.d.ts', 'utf8')
  const names = Array.from(types.matchAll(/^ {4}\w+ = "([^"]+)",?$/gm), (match) => match[1] ?? '')
  expect(names.length).toBeGreaterThan(100)
  expect(names.filter((name) => !knownArchitectures.has(name))).toEqual(['clip', '(unknown)'])
})

function sizeOf({ sizeBytes, statedSizeGB }: CatalogModel['files'][number]): number | null {
  return sizeBytes ?? (statedSizeGB === null ? null : statedSizeGB * 1e9)
}

/** What an entry cannot say to the last digit. */
function openFields({ files, contextTokens, chatFormat }: CatalogModel): string[] {
  const hubSources = files.flatMap(({ sources }) => sources.filter((source) => source.type === 'hugging-face'))
  return [
    ...(files.some(({ sizeBytes }) => sizeBytes === null) ? ['sizeBytes'] : []),
    ...(files.some(({ sha256 }) => sha256 === null) ? ['sha256'] : []),
    ...(hubSources.some(({ revision }) => revision === null) ? ['revision'] : []),
    ...(contextTokens === null ? ['contextTokens'] : []),
    ...(chatFormat === null ? ['chatFormat'] : []),
  ]
}
