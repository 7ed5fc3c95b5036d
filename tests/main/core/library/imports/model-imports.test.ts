import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { ModelImports } from '../../../../../main/core/library/imports/model-imports.ts'
import { makeModel } from '../../../../renderer/fixtures.ts'
import { tempFolder } from '../../../../support/temp-store.ts'
import { tinyGguf } from '../../../../support/tiny-gguf.ts'

const model = tinyGguf()
let folder: string
const add = vi.fn(async (path: string) => makeModel({ id: `of ${path}` }))

beforeEach(() => {
  folder = tempFolder()
  add.mockClear()
})

async function* inPieces(bytes: Uint8Array, pieceBytes = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

const send = (
  fileName: string,
  {
    bytes = model,
    sizeBytes = bytes.length,
    pieces = inPieces(bytes),
    signal = new AbortController().signal,
  }: Partial<SendOptions> = {},
  freeBytes = 1e12,
) =>
  new ModelImports({ folder, add, freeBytes: async () => freeBytes }).receive({
    fileName,
    sizeBytes,
    bytes: pieces,
    signal,
  })

type SendOptions = { bytes: Buffer; sizeBytes: number; pieces: AsyncIterable<Uint8Array>; signal: AbortSignal }

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => Fault.from(error).code,
  )

describe('a model file that is sent', () => {
  it('lies in the models folder byte for byte, and is listed', async () => {
    const path = join(folder, 'mine.gguf')
    expect(await send('mine.gguf')).toEqual({ modelId: `of ${path}` })
    expect(readFileSync(path).equals(model)).toBe(true)
    expect(readdirSync(folder)).toEqual(['mine.gguf'])
  })

  it('makes the folder again where somebody deleted it', async () => {
    rmSync(folder, { recursive: true })
    await send('mine.gguf')
    expect(readdirSync(folder)).toEqual(['mine.gguf'])
  })

  it('may begin with pieces of a single byte', async () => {
    async function* dripping() {
      yield* inPieces(model.subarray(0, 6), 1)
      yield model.subarray(6)
    }
    await send('mine.gguf', { pieces: dripping() })
    expect(readFileSync(join(folder, 'mine.gguf')).equals(model)).toBe(true)
  })

  it('that is a later part of a split model is kept, and is no model by itself', async () => {
    expect(await send('big-00002-of-00003.gguf')).toEqual({ modelId: null })
    expect(readdirSync(folder)).toEqual(['big-00002-of-00003.gguf'])
    expect(add).not.toHaveBeenCalled()
  })
})

describe('what is refused, without a trace on the disk', () => {
  const isEmpty = () => expect(readdirSync(folder)).toEqual([])

  it.each(['..', '../up.gguf', '/etc/x.gguf', 'a\\b.gguf', 'C:x.gguf', 'nul.gguf', '.gguf', 'x\0.gguf', 'x.txt', ''])(
    'the name “%s”',
    async (name) => {
      expect(await codeOf(send(name))).toBe('IMPORT_NAME_REFUSED')
      isEmpty()
    },
  )

  it('a file of a name that is taken: nothing is written over', async () => {
    writeFileSync(join(folder, 'mine.gguf'), 'another')
    expect(await codeOf(send('mine.gguf'))).toBe('IMPORT_NAME_TAKEN')
    expect(readFileSync(join(folder, 'mine.gguf'), 'utf8')).toBe('another')
  })

  it('a file whose name is taken while it is being sent', async () => {
    async function* slowly() {
      yield model.subarray(0, 100)
      writeFileSync(join(folder, 'mine.gguf'), 'another')
      yield model.subarray(100)
    }
    expect(await codeOf(send('mine.gguf', { pieces: slowly() }))).toBe('IMPORT_NAME_TAKEN')
    expect(readFileSync(join(folder, 'mine.gguf'), 'utf8')).toBe('another')
    expect(readdirSync(folder)).toEqual(['mine.gguf'])
  })

  it('a body that is shorter than announced, or longer', async () => {
    expect(await codeOf(send('mine.gguf', { sizeBytes: model.length + 1 }))).toBe('IMPORT_INCOMPLETE')
    expect(await codeOf(send('mine.gguf', { sizeBytes: model.length - 1 }))).toBe('IMPORT_INCOMPLETE')
    isEmpty()
  })

  it('a body that breaks off', async () => {
    async function* breaking() {
      yield model.subarray(0, 100)
      throw new Error('aborted')
    }
    expect(await codeOf(send('mine.gguf', { pieces: breaking() }))).toBe('IMPORT_INCOMPLETE')
    isEmpty()
  })

  it('a file whose sender has gone when its last byte came', async () => {
    expect(await codeOf(send('mine.gguf', { signal: AbortSignal.abort() }))).toBe('IMPORT_INCOMPLETE')
    isEmpty()
  })

  it('what is no GGUF file, before the rest of it was sent', async () => {
    let sent = 0
    async function* endless() {
      for (;;) {
        sent += 1
        yield Buffer.from('%PDF-1.7 and so on')
      }
    }
    expect(await codeOf(send('mine.gguf', { sizeBytes: 1e9, pieces: endless() }))).toBe('MODEL_FILE_NOT_GGUF')
    expect(sent).toBe(1)
    isEmpty()
  })

  it('a damaged file, spoken of by its own name', async () => {
    const cut = model.subarray(0, model.length - 5000)
    const error = await send('mine.gguf', { bytes: cut }).catch((thrown: unknown) => Fault.from(thrown))
    expect(error).toMatchObject({ code: 'MODEL_FILE_TRUNCATED', params: { fileName: 'mine.gguf' } })
    isEmpty()
  })

  it('a model of an architecture that cannot be run', async () => {
    const bytes = tinyGguf({ architecture: 'nosuch' })
    expect(await codeOf(send('mine.gguf', { bytes }))).toBe('MODEL_ARCHITECTURE_UNKNOWN')
    isEmpty()
  })

  it('an empty file', async () => {
    expect(await codeOf(send('mine.gguf', { bytes: Buffer.alloc(0) }))).toBe('MODEL_FILE_EMPTY')
  })

  it('a file that the disk has no room for', async () => {
    expect(await codeOf(send('mine.gguf', {}, model.length))).toBe('DISK_FULL')
    isEmpty()
  })
})

it('deletes at the start what a killed run has left, and nothing else', async () => {
  for (const name of ['a.import.part', 'b.gguf.part', 'c.gguf']) writeFileSync(join(folder, name), 'x')
  await new ModelImports({ folder, add }).start()
  expect(readdirSync(folder).toSorted()).toEqual(['b.gguf.part', 'c.gguf'])
})
