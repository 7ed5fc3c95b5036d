import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { inspectGgufFile } from '../../../../main/core/library/gguf-header.ts'
import { makeBadModelFiles } from '../../../support/bad-model-files.ts'
import { writeGguf } from '../../../support/gguf-writer.ts'
import { tinyGguf, tinyGgufContent } from '../../../support/tiny-gguf.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-header-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function inspect(content: Buffer) {
  const path = join(folder, 'model.gguf')
  await writeFile(path, content)
  return await inspectGgufFile(path)
}

async function faultOf(path: string): Promise<Fault> {
  return await inspectGgufFile(path).then(
    () => expect.unreachable('the file was accepted'),
    (error: unknown) => (error instanceof Fault ? error : expect.unreachable(`no Fault: ${error}`)),
  )
}

describe('a good file', () => {
  it('tells what is in it', async () => {
    const template = `{{ 'ä' }}${' '.repeat(700_000)}`
    const shape = { layers: 3, embedding: 64, heads: 4, kvHeads: 2, contextTokens: 1024, format: 'Q8_0' } as const
    const content = tinyGguf({ ...shape, chatTemplate: template })
    const { header, sizeBytes } = await inspect(content)
    expect(sizeBytes).toBe(content.length)
    // Two matrices of the vocabulary, three layers; two norms a layer, and the last one.
    const matrices = 2 * 325 * 64 + 3 * (2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 128)
    const norms = 3 * 2 * 64 + 64
    expect(header).toEqual({
      architecture: 'llama',
      name: 'Tiny Test Model',
      baseName: null,
      finetune: null,
      sizeLabel: null,
      organisation: null,
      licence: 'MIT',
      quantization: 'Q8_0',
      quantizedFrom: [],
      fallback: null,
      parameterCount: matrices + norms,
      bitsPerWeight: (matrices * 8.5 + norms * 32) / (matrices + norms),
      tensorTypes: [
        { type: 'Q8_0', tensorCount: 23, elementCount: matrices, sizeBytes: (matrices / 32) * 34 },
        { type: 'F32', tensorCount: 7, elementCount: norms, sizeBytes: norms * 4 },
      ],
      trainedContextTokens: 1024,
      layerCount: 3,
      embeddingLength: 64,
      vocabularySize: 325,
      headCount: 4,
      kvHeadCount: 2,
      expertCount: null,
      expertUsedCount: null,
      slidingWindowTokens: null,
      kvElementsPerToken: { k: 3 * 2 * 16, v: 3 * 2 * 16 },
      kvWindow: null,
      hasChatTemplate: true,
      templateSha256: createHash('sha256').update(template).digest('hex'),
      splitCount: 1,
      splitIndex: null,
    })
  })

  // A name with U+202E turned the words after it in the list of models.
  it('has a name of one line, without control characters and turns of direction', async () => {
    const content = tinyGguf({ name: '\u001b[31mBig\u0000 \n\u202Eledom\u2069 שלום ' })
    expect((await inspect(content)).header.name).toBe('[31mBig ledom שלום')
  })

  it('tells how many tensors its rows gave another type than its name says, without the embeddings and the output', async () => {
    const { metadata, tensors } = tinyGgufContent({ layers: 3, embedding: 64, format: 'Q8_0' })
    const withFileType = (value: number) =>
      writeGguf({
        metadata: metadata.map(([key, old]) => [key, key === 'general.file_type' ? { type: 'u32', value } : old]),
        tensors,
      })
    // What Q6_K takes where 256 does not divide a row is Q8_0. Seven matrices a layer; 30 tensors with the norms, the embeddings and the output.
    const { header } = await inspect(withFileType(18))
    expect(header.quantization).toBe('Q6_K')
    expect(header.fallback).toEqual({ count: 21, total: 30 })
    expect((await inspect(withFileType(7))).header.fallback).toBeNull()
  })

  it('is read in version 2 too, and not in version 1, 4 or big-endian', async () => {
    expect((await inspect(writeGguf({ ...tinyGgufContent(), version: 2 }))).header.architecture).toBe('llama')
    for (const version of [0, 1, 4, 0x03000000]) {
      await expect(inspect(writeGguf({ ...tinyGgufContent(), version }))).rejects.toMatchObject({
        code: 'MODEL_FILE_CORRUPT',
      })
    }
  })

  // A reader that wants the padding after the last tensor refuses files that llama.cpp loads.
  it('need not pad its last tensor', async () => {
    const content = tinyGgufContent()
    const last = content.tensors.at(-1)
    expect.assert(last)
    const odd = { ...last, name: 'odd', dimensions: [5], typeNumber: 0, data: Buffer.alloc(20) }
    const whole = writeGguf({ ...content, tensors: [...content.tensors, odd] })
    const unpadded = whole.subarray(0, whole.length - 12)
    expect((await inspect(unpadded)).header.architecture).toBe('llama')
    await expect(inspect(unpadded.subarray(0, -1))).rejects.toMatchObject({ code: 'MODEL_FILE_TRUNCATED' })
  })

  it('may have a key of the architecture before the architecture itself', async () => {
    const content = tinyGgufContent({ contextTokens: 777 })
    const { header } = await inspect(writeGguf({ ...content, metadata: content.metadata.toReversed() }))
    expect(header).toMatchObject({ architecture: 'llama', trainedContextTokens: 777, vocabularySize: 325 })
  })

  it('without a chat template says so', async () => {
    expect((await inspect(tinyGguf({ chatTemplate: null }))).header.hasChatTemplate).toBe(false)
  })
})

describe('a bad file', () => {
  it('is refused with a code that says what it is', async () => {
    const files = await makeBadModelFiles(join(folder, 'bad'))
    expect(files.length).toBeGreaterThanOrEqual(27)
    for (const { label, path, codes } of files) {
      // Whether llama.cpp knows an architecture is the library's question, not the reader's.
      if (codes.includes('MODEL_ARCHITECTURE_UNKNOWN')) continue
      const fault = await faultOf(path)
      expect(codes, `${label}: ${fault.code} ${fault.detail}`).toContain(fault.code)
      expect(fault.params).toHaveProperty('fileName')
    }
  })

  it('says how much of a truncated file is missing, and what a foreign file looks like', async () => {
    const whole = tinyGguf()
    const path = join(folder, 'cut.gguf')
    await writeFile(path, whole.subarray(0, -1000))
    expect((await faultOf(path)).params).toMatchObject({ sizeBytes: whole.length - 1000, expectedBytes: whole.length })
    for (const [start, looksLike] of [
      ['\x89PNG\r\n', 'png'],
      ['PK\x03\x04', 'zip'],
      ['<!DOCTYPE html>', 'html'],
      ['version https://git-lfs.github.com/spec/v1', 'git-lfs-pointer'],
      ['\x10\0\0\0\0\0\0\0{"a":1}', 'safetensors'],
      ['tjgg\x03', 'ggml'],
      ['\0\0\0\0\0\0\0\0', 'zeros'],
      ['something else', 'unknown'],
    ] as const) {
      await writeFile(path, Buffer.from(start, 'latin1'))
      expect(await faultOf(path)).toMatchObject({ code: 'MODEL_FILE_NOT_GGUF', params: { looksLike } })
    }
  })

  // To open a pipe waits for a writer, for ever.
  it.skipIf(process.platform === 'win32')('that is a pipe is refused without opening it', async () => {
    const path = join(folder, 'pipe.gguf')
    const makePipe = 'mkfifo'
    execFileSync(makePipe, [path])
    expect((await faultOf(path)).code).toBe('MODEL_FILE_UNREADABLE')
  })
})

describe('a hostile header', () => {
  const uint64 = (value: bigint) => {
    const buffer = Buffer.alloc(8)
    buffer.writeBigUInt64LE(value)
    return buffer
  }
  const start = Buffer.from('GGUF\x03\0\0\0')
  const string = (text: string) => Buffer.concat([uint64(BigInt(text.length)), Buffer.from(text)])

  // Each of these made some GGUF reader allocate, loop or read out of bounds.
  it.each([
    ['2^63 tensors', [uint64(2n ** 63n), uint64(0n)]],
    ['2^40 tensors', [uint64(2n ** 40n), uint64(0n)]],
    ['2^50 keys', [uint64(0n), uint64(2n ** 50n)]],
    ['a key of 2^60 bytes', [uint64(0n), uint64(1n), uint64(2n ** 60n)]],
    [
      'an array of 2^61 strings',
      [uint64(0n), uint64(1n), string('k'), Buffer.from([9, 0, 0, 0, 8, 0, 0, 0]), uint64(2n ** 61n)],
    ],
    [
      'an array of 2^52 bytes',
      [uint64(0n), uint64(1n), string('k'), Buffer.from([9, 0, 0, 0, 0, 0, 0, 0]), uint64(2n ** 52n)],
    ],
    ['an array of arrays', [uint64(0n), uint64(1n), string('k'), Buffer.from([9, 0, 0, 0, 9, 0, 0, 0]), uint64(4n)]],
    ['an unknown type', [uint64(0n), uint64(1n), string('k'), Buffer.from([77, 0, 0, 0])]],
    [
      'a tensor of 2^62 elements',
      [uint64(1n), uint64(0n), string('t'), Buffer.from([2, 0, 0, 0]), uint64(2n ** 31n), uint64(2n ** 31n)],
    ],
    ['a tensor of nine dimensions', [uint64(1n), uint64(0n), string('t'), Buffer.from([9, 0, 0, 0])]],
  ])('with %s is refused', async (_, parts) => {
    const content = Buffer.concat([start, ...parts, Buffer.alloc(4096)])
    await expect(inspect(content)).rejects.toMatchObject({ code: expect.stringMatching(/CORRUPT|TRUNCATED/) })
  })

  // A sparse file of 1 TiB whose header claims a vocabulary of billions of empty strings: reading it would take hours.
  it('cannot make the reader walk through a huge file', async () => {
    const path = join(folder, 'huge.gguf')
    const array = Buffer.concat([
      string('tokenizer.ggml.tokens'),
      Buffer.from([9, 0, 0, 0, 8, 0, 0, 0]),
      uint64(2n ** 36n),
    ])
    await writeFile(path, Buffer.concat([start, uint64(0n), uint64(1n), array]))
    await truncate(path, 2 ** 40)
    expect((await faultOf(path)).code).toBe('MODEL_FILE_CORRUPT')
    await rm(path)
  })
})
