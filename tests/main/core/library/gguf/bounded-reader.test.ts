import { describe, expect, it } from 'vitest'
import { BoundedReader, type ByteSource } from '../../../../../main/core/library/gguf/bounded-reader.ts'
import { memorySource } from '../../../../support/memory-source.ts'

const windowBytes = 256 * 1024

/** Strings as the format has them: the length in eight bytes, then the text. */
function stringsOf(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.map((text) => {
      const length = Buffer.alloc(8)
      length.writeBigUInt64LE(BigInt(text.length))
      return Buffer.concat([length, Buffer.from(text)])
    }),
  )
}

function counted(content: Buffer) {
  const source = memorySource(content)
  const calls = { count: 0 }
  const counting: ByteSource = {
    read: (...where) => {
      calls.count += 1
      return source.read(...where)
    },
  }
  return { reader: new BoundedReader(counting, content.length, 'file'), calls }
}

describe('strings that are passed over', () => {
  // Each length lies somewhere else in the window: across its end, before it, behind it.
  it('end at the same byte wherever the window ends', async () => {
    const texts = Array.from({ length: 3000 }, (_, index) => 'x'.repeat((index * 37) % 500))
    texts.push('y'.repeat(3 * windowBytes), '', 'z')
    const content = Buffer.concat([stringsOf(texts), stringsOf(['the end'])])
    const { reader, calls } = counted(content)
    await reader.skipStrings(texts.length, 'strings')
    expect((await reader.string('the last', 100)).text).toBe('the end')
    expect(reader.remainingBytes).toBe(0)
    // A window at a time, and none for what lies within the long one.
    expect(calls.count).toBeLessThanOrEqual(6)
  })

  it.each([
    ['2^63', 2n ** 63n],
    ['2^32', 2n ** 32n],
    ['more than is left', 100n],
  ])('are refused where one claims %s bytes', async (_, length) => {
    const content = Buffer.concat([stringsOf(['a']), Buffer.alloc(16)])
    content.writeBigUInt64LE(length, 9)
    const { reader } = counted(content)
    await expect(reader.skipStrings(3, 'strings')).rejects.toMatchObject({
      code: expect.stringMatching(/CORRUPT|TRUNCATED/),
    })
  })
})

it('passes a long string on piece by piece, whole and once', async () => {
  const text = Array.from({ length: 100_000 }, (_, index) => `${index},`).join('')
  const { reader } = counted(Buffer.concat([stringsOf(['before', text, 'after'])]))
  await reader.string('before', 100)
  const pieces: Buffer[] = []
  expect(await reader.stringPieces('text', (bytes) => pieces.push(Buffer.from(bytes)))).toBe(text.length)
  expect(Buffer.concat(pieces).toString()).toBe(text)
  expect((await reader.string('after', 100)).text).toBe('after')
})

it('looks ahead without moving on', async () => {
  const { reader } = counted(Buffer.from('GGUF and more'))
  expect((await reader.peek(4)).toString()).toBe('GGUF')
  expect((await reader.peek(100)).toString()).toBe('GGUF and more')
  expect(reader.position).toBe(0)
})

// A file that is cut while it is read gives fewer bytes than its size promised.
it('says so where the file became shorter', async () => {
  const empty: ByteSource = { read: async () => ({ bytesRead: 0 }) }
  await expect(new BoundedReader(empty, 100, 'file').u32()).rejects.toMatchObject({ code: 'MODEL_FILE_TRUNCATED' })
})
