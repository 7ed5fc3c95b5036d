import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readModelDetails } from '../../../../main/core/library/model-details.ts'
import { type GgufValue, writeGguf } from '../../../support/gguf-writer.ts'
import { makeSyntheticModels } from '../../../support/synthetic-models.ts'
import { tempFolder } from '../../../support/temp-store.ts'
import { tinyGguf, tinyGgufContent } from '../../../support/tiny-gguf.ts'

async function detailsOf(content: Buffer) {
  const path = join(tempFolder(), 'model.gguf')
  writeFileSync(path, content)
  return await readModelDetails(path)
}

/** The details of a tiny model with more keys, and those keys as they are shown. */
async function detailsWith(more: readonly (readonly [string, GgufValue])[]) {
  const { metadata, tensors } = tinyGgufContent({ layers: 1 })
  const details = await detailsOf(writeGguf({ metadata: [...metadata, ...more], tensors }))
  return { details, shown: details.metadata.slice(-more.length) }
}

describe('the details of a model', () => {
  it('have each tensor, and the types with the largest share first', async () => {
    const details = await detailsOf(tinyGguf({ layers: 2, embedding: 64, heads: 4, kvHeads: 2, format: 'Q8_0' }))
    expect(details.tensors).toHaveLength(21)
    expect(details.tensors[0]).toEqual({
      name: 'token_embd.weight',
      type: 'Q8_0',
      dimensions: [64, 325],
      sizeBytes: (64 / 32) * 34 * 325,
    })
    expect(details.tensorTypes.map(({ type, tensorCount }) => [type, tensorCount])).toEqual([
      ['Q8_0', 16],
      ['F32', 5],
    ])
    const sum = details.tensors.reduce((bytes, tensor) => bytes + tensor.sizeBytes, 0)
    expect(details.tensorTypes.reduce((bytes, type) => bytes + type.sizeBytes, 0)).toBe(sum)
    expect(details).toMatchObject({ headCount: 4, kvHeadCount: 2, embeddingLength: 64, vocabularySize: 325 })
  })

  it('have the tensors of all parts of a split model', async () => {
    const models = await makeSyntheticModels(tempFolder())
    const split = models.find((model) => model.fileCount === 3)
    expect.assert(split)
    const details = await readModelDetails(split.path)
    expect(details.parts).toHaveLength(3)
    expect(details.tensors.at(0)?.name).toBe('token_embd.weight')
    expect(details.tensors.at(-1)?.name).toBe('output_norm.weight')
    expect(details.metadata.some(({ key }) => key === 'general.name')).toBe(true)
  })

  // A warning about a template that differs is worth nothing where the hash is of a part of it.
  it('have the whole source of the template, with the hash of its bytes', async () => {
    const source = `{{ "ä😀" }}${'{# long #}'.repeat(60_000)}{{ end }}`
    const { template, header, metadata } = await detailsOf(tinyGguf({ chatTemplate: source }))
    const sha256 = createHash('sha256').update(source).digest('hex')
    expect(template).toEqual({ source, isCut: false, sha256 })
    expect(header.templateSha256).toBe(sha256)
    const entry = metadata.find(({ key }) => key === 'tokenizer.chat_template')
    expect(entry).toMatchObject({ type: 'string', isCut: true, value: source.slice(0, 2000) })
    expect((await detailsOf(tinyGguf({ chatTemplate: null }))).template).toBeNull()
    expect((await detailsOf(tinyGguf({ chatTemplate: ' \n' }))).template).toBeNull()
  })

  it('cut a template that no model has, and say so', async () => {
    const source = 'x'.repeat(1024 * 1024 + 1)
    const { template } = await detailsOf(tinyGguf({ chatTemplate: source }))
    expect(template).toEqual({
      source: source.slice(1),
      isCut: true,
      sha256: createHash('sha256').update(source).digest('hex'),
    })
  })
})

describe('the keys of a model', () => {
  it('are shown in their order, each with its type', async () => {
    const { details, shown } = await detailsWith([
      ['a.string', { type: 'string', value: 'two\nlines' }],
      ['a.small', { type: 'u8', value: 255 }],
      ['a.negative', { type: 'i32', value: -5 }],
      ['a.float', { type: 'f32', value: 1e-5 }],
      ['a.bool', { type: 'bool', value: true }],
      ['a.long', { type: 'u64', value: 2 ** 52 }],
      ['some.numbers', { type: 'i32s', value: [3, -1] }],
      ['some.bools', { type: 'bools', value: [true, false] }],
      ['some.strings', { type: 'strings', value: ['a', '"'] }],
      ['nothing', { type: 'strings', value: [] }],
    ])
    expect(details.metadata[0]).toEqual({
      key: 'general.architecture',
      type: 'string',
      value: 'llama',
      isCut: false,
      length: null,
    })
    expect(shown.map(({ key, type, value, length }) => [key, type, value, length])).toEqual([
      ['a.string', 'string', 'two\nlines', null],
      ['a.small', 'uint8', '255', null],
      ['a.negative', 'int32', '-5', null],
      ['a.float', 'float32', '0.00001', null],
      ['a.bool', 'bool', 'true', null],
      ['a.long', 'uint64', '4503599627370496', null],
      ['some.numbers', 'int32[]', '3, -1', 2],
      ['some.bools', 'bool[]', 'true, false', 2],
      ['some.strings', 'string[]', '"a", "\\""', 2],
      ['nothing', 'string[]', '', 0],
    ])
    expect(shown.every(({ isCut }) => !isCut)).toBe(true)
  })

  it('are cut where they are long, and say so', async () => {
    const { shown } = await detailsWith([
      ['a.string', { type: 'string', value: `${'x'.repeat(1999)}😀 and more` }],
      ['some.numbers', { type: 'u32s', value: Array.from({ length: 5000 }, (_, index) => index) }],
      ['some.strings', { type: 'strings', value: ['y'.repeat(5000), 'z'] }],
      ['many.strings', { type: 'strings', value: Array.from({ length: 500 }, (_, index) => `t${index}`) }],
    ])
    expect(shown.every(({ isCut }) => isCut)).toBe(true)
    // Never half a character.
    expect(shown[0]?.value).toBe('x'.repeat(1999))
    expect(shown[1]).toMatchObject({ value: '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15', length: 5000 })
    expect(shown[2]).toMatchObject({ value: `"${'y'.repeat(100)}", "z"`, length: 2 })
    expect(shown[3]).toMatchObject({ value: expect.stringMatching(/^"t0", .*"t15"$/), length: 500 })
  })

  // The whole of it went to the page as one message of some hundred megabytes.
  it('of a hostile file are cut short all together', async () => {
    const value = 'x'.repeat(2000)
    const more = Array.from({ length: 3000 }, (_, index) => [`key.${index}`, { type: 'string', value }] as const)
    const { details } = await detailsWith(more)
    expect(details.metadata.length).toBeGreaterThan(3000)
    expect(details.metadata.reduce((sum, entry) => sum + entry.value.length, 0)).toBeLessThanOrEqual(4_000_000)
    expect(details.metadata.at(-1)).toMatchObject({ key: 'key.2999', value: '', isCut: true })
  })

  // 2^63 as a number is another number.
  it('keep every digit of a 64-bit number, which refuses no file', async () => {
    const { metadata, tensors } = tinyGgufContent({ layers: 1 })
    const file = writeGguf({ metadata: [...metadata, ['general.seed', { type: 'u64', value: 0 }]], tensors })
    file.writeBigUInt64LE(2n ** 64n - 1n, file.indexOf('general.seed') + 'general.seed'.length + 4)
    const details = await detailsOf(file)
    expect(details.metadata.at(-1)).toMatchObject({ type: 'uint64', value: '18446744073709551615' })
  })
})
