import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BadModelFile, makeBadModelFiles } from '../support/bad-model-files.ts'
import { openRealEngine, question } from '../support/real-engine.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const engine = openRealEngine()
let folder = ''
let files: BadModelFile[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-bad-'))
  files = await makeBadModelFiles(folder)
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the engine alone, without the library’s header check', () => {
  it('gives each bad file a clear code, and goes on', { timeout: 240_000 }, async () => {
    expect(files.length).toBeGreaterThan(25)
    const codes: Record<string, string> = {}
    for (const { label, path } of files) {
      const error: unknown = await engine.load(path, { threads: 1 }).catch((reason: unknown) => reason)
      codes[label] = error instanceof Error && 'code' in error ? String(error.code) : 'LOADED'
    }
    const wrong = files.filter(({ label, codes: allowed }) => !allowed.some((code) => code === codes[label]))
    expect(
      Object.fromEntries(wrong.map(({ label, codes: allowed }) => [label, { got: codes[label], allowed }])),
    ).toEqual({})

    const good = await writeTinyGguf(join(folder, 'good.gguf'))
    await engine.load(good, { threads: 1 })
    expect((await engine.ask([question('Hello')], { sampling: { maxTokens: 3 } })).figures.decodeTokens).toBe(3)
  })
})
