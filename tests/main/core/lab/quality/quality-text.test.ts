import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readQualityText } from '../../../../../main/core/lab/quality/quality-text.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattle-text-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('the text that quality is measured over', () => {
  it('is built in, and always the same', async () => {
    const { name, text, sha256 } = await readQualityText(null)
    expect(name).toBe('Moby-Dick')
    expect(text.startsWith('CHAPTER 1. Loomings.\n\nCall me Ishmael.')).toBe(true)
    // Another one would make other figures: the runs before could not be compared any more.
    expect(sha256).toBe('da0cdce87d77869873095d536b1e9a57f3d20a7bcd5458db0a0854854be14bc6')
  })

  it('may be a file of the user, whose byte order mark is no part of it', async () => {
    const { name, text } = await readQualityText(file('own.txt', '\uFEFFÜber allen Gipfeln\r\nist Ruh'))
    expect({ name, text }).toEqual({ name: 'own.txt', text: 'Über allen Gipfeln\r\nist Ruh' })
  })

  it.each([
    ['latin.txt', Buffer.from([0xdc, 0x62, 0x65, 0x72])],
    ['model.gguf', Buffer.from('GGUF\u0003\0\0\0')],
  ])('is refused where it is no text in UTF-8: %s', async (name, content) => {
    await expect(readQualityText(file(name, content))).rejects.toMatchObject({
      code: 'LAB_TEXT_UNREADABLE',
      params: { fileName: name },
    })
  })

  it('is refused where it is not there, a folder, or far too large', async () => {
    const large = file('large.txt', '')
    truncateSync(large, 64 * 1024 * 1024 + 1)
    for (const path of [join(folder, 'none.txt'), folder, large]) {
      await expect(readQualityText(path)).rejects.toMatchObject({ code: 'LAB_TEXT_UNREADABLE' })
    }
  })
})
