import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { fileTypes } from '../../../../main/core/library/gguf/quantization-name.ts'
import { inspectModel } from '../../../../main/core/library/inspect-model.ts'
import { ladderOf } from '../../../../main/core/library/ladder.ts'
import { splitPartPaths } from '../../../../main/core/library/split-files.ts'
import { type GgufValue, writeGguf } from '../../../support/gguf-writer.ts'
import { makeSyntheticModels, type SyntheticModel } from '../../../support/synthetic-models.ts'
import { tinyGgufContent } from '../../../support/tiny-gguf.ts'

let folder: string
let models: SyntheticModel[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-models-'))
  models = await makeSyntheticModels(join(folder, 'synthetic'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const codeOf = (error: unknown) => (error instanceof Fault ? error.code : String(error))

describe('two hundred files', () => {
  it('are every quantization, every kind of model, split ones and corrupt ones', () => {
    expect(models.reduce((sum, model) => sum + model.fileCount, 0)).toBe(200)
    const names = models.map((model) => basename(model.path))
    for (const [name] of fileTypes.values()) expect(names.some((other) => other.endsWith(`-${name}.gguf`))).toBe(true)
    expect(models.filter((model) => 'code' in model.expected).length).toBeGreaterThanOrEqual(24)
  })

  it('each tell what they are, or why they cannot be used', async () => {
    for (const { path, fileCount, expected } of models) {
      const found = await inspectModel(path).catch(codeOf)
      const name = basename(path)
      if ('code' in expected) {
        expect(found, name).toBe(expected.code)
      } else {
        expect(found, name).toMatchObject({ header: expected.header })
        expect.assert(typeof found !== 'string')
        expect(found.parts, name).toHaveLength(fileCount)
        expect(found.header.bitsPerWeight, name).toBeGreaterThan(1)
      }
    }
  })

  it('make one ladder of each family', async () => {
    const ladders = new Map<string, Set<string>>()
    for (const { path, expected } of models) {
      if ('code' in expected) continue
      const { header } = await inspectModel(path)
      const { ladderId, ladderName } = ladderOf(header, basename(path))
      ladders.set(ladderId, (ladders.get(ladderId) ?? new Set()).add(ladderName))
    }
    // The eight families, whole and split under another name.
    expect(ladders.size).toBe(16)
    for (const names of ladders.values()) expect(names.size).toBe(1)
  })
})

describe('a split model', () => {
  const tiny = tinyGgufContent({ layers: 1 })
  const parts = [tiny.tensors.slice(0, 5), tiny.tensors.slice(5)]

  /** Two files; `keys` changes what a part says of its place. */
  async function writeParts(name: string, keys: (index: number) => Record<string, number> = () => ({})) {
    const paths = splitPartPaths(join(folder, `${name}-00001-of-00002.gguf`))
    for (const [index, path] of paths.entries()) {
      const place = { 'split.no': index, 'split.count': 2, 'split.tensors.count': tiny.tensors.length, ...keys(index) }
      const split = Object.entries(place).map(([key, value]): [string, GgufValue] => [key, { type: 'u16', value }])
      const metadata = index === 0 ? [...tiny.metadata, ...split] : split
      await writeFile(path, writeGguf({ metadata, tensors: parts[index] ?? [] }))
    }
    return paths
  }

  it('is one model, whichever part is named', async () => {
    const whole = join(folder, 'whole.gguf')
    await writeFile(whole, writeGguf(tiny))
    const [first = '', second = ''] = await writeParts('two')
    const one = await inspectModel(whole)
    for (const path of [first, second]) {
      const { header, parts, sizeBytes } = await inspectModel(path)
      expect(header).toEqual({ ...one.header, splitCount: 2, splitIndex: 0 })
      expect(parts.map((part) => part.path)).toEqual([first, second])
      expect(sizeBytes).toBe(parts.reduce((sum, part) => sum + part.sizeBytes, 0))
    }
  })

  it('says how many parts are missing', async () => {
    const [first = '', second = ''] = await writeParts('missing')
    await rename(second, `${second}.part`)
    await expect(inspectModel(first)).rejects.toMatchObject({
      code: 'MODEL_PARTS_MISSING',
      params: { fileName: 'missing-00001-of-00002.gguf', count: 2, missing: 1 },
    })
    // Where nothing is there, nothing is split.
    await rename(first, `${first}.part`)
    expect(await inspectModel(first).catch(codeOf)).toBe('MODEL_FILE_MISSING')
    expect(await inspectModel(join(folder, 'no', 'a-00001-of-00002.gguf')).catch(codeOf)).toBe('MODEL_FILE_MISSING')
  })

  it.each<[string, (index: number) => Record<string, number>]>([
    ['another count', () => ({ 'split.count': 3 })],
    ['another place', (index) => ({ 'split.no': 1 - index })],
    ['the same place twice', () => ({ 'split.no': 0 })],
    ['more tensors than there are', () => ({ 'split.tensors.count': 99 })],
  ])('is corrupt where its header disagrees with its names: %s', async (name, keys) => {
    const [first = ''] = await writeParts(name.replaceAll(' ', '-'), keys)
    await expect(inspectModel(first)).rejects.toMatchObject({
      code: 'MODEL_FILE_CORRUPT',
      params: { fileName: expect.any(String), atByte: expect.any(Number) },
    })
  })

  it('that is broken in a later part says which', async () => {
    const [first = '', second = ''] = await writeParts('broken')
    await writeFile(second, 'nothing of the kind')
    await expect(inspectModel(first)).rejects.toMatchObject({
      code: 'MODEL_FILE_NOT_GGUF',
      params: { fileName: 'broken-00002-of-00002.gguf' },
    })
  })

  // gguf-split writes it into models that it has merged again.
  it('that was merged into one is whole', async () => {
    const path = join(folder, 'merged.gguf')
    const split: [string, GgufValue] = ['split.count', { type: 'u16', value: 0 }]
    await writeFile(path, writeGguf({ ...tiny, metadata: [...tiny.metadata, split] }))
    expect((await inspectModel(path)).header).toMatchObject({ splitCount: 1, splitIndex: null })
  })
})
