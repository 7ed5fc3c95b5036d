import { describe, expect, it } from 'vitest'
import { type NamedModel, quantizedFileName } from '../../../../../main/core/lab/quantize/file-name.ts'
import { readSource } from '../../../../../main/core/lab/quantize/source.ts'
import { ladderOf } from '../../../../../main/core/library/ladder.ts'
import { tempFolder } from '../../../../support/temp-store.ts'
import { writeTinyGguf } from '../../../../support/tiny-gguf.ts'

async function named(fileName: string, lost: readonly string[] = [], headerName = 'Tiny Test Model') {
  const { header } = await readSource(await writeTinyGguf(`${tempFolder()}/x.gguf`, { name: headerName }))
  const model: NamedModel = { fileName, publisher: null, ...ladderOf(header, fileName) }
  const name = quantizedFileName(model, header, { type: 'Q4_K_M', lost })
  return { name, isOnLadder: ladderOf(header, name).ladderId === model.ladderId }
}

describe('the name of a new file', () => {
  it.each([
    ['SmolLM2-135M-Instruct.F16.gguf', [], 'SmolLM2-135M-Instruct-Q4_K_M.gguf'],
    // Never the name that a Q4_K_M of the true weights has.
    ['SmolLM2-135M-Instruct.Q4_1.gguf', ['Q4_1'], 'SmolLM2-135M-Instruct-Q4_1-Q4_K_M.gguf'],
    ['SmolLM2-135M-Instruct-Q4_1-F16.gguf', ['Q4_1'], 'SmolLM2-135M-Instruct-Q4_1-Q4_K_M.gguf'],
    ['Qwen3-8B-Q8_0.gguf', ['Q4_1', 'Q8_0'], 'Qwen3-8B-Q4_1-Q8_0-Q4_K_M.gguf'],
    ['Qwen3-8B-UD-Q4_K_XL-00001-of-00003.gguf', ['mixed'], 'Qwen3-8B-Q4_K_M.gguf'],
    ['gemma-3-1b-it-bf16 (2).gguf', [], 'gemma-3-1b-it-Q4_K_M.gguf'],
    ['Phi-4_BF16_v2-7B.gguf', [], 'Phi-4_v2-7B-Q4_K_M.gguf'],
    // Names as another program's: a content hash, a registry's tag.
    ['sha256-74701a8c35f6c8d9a4b91f3f3497643001d63e0c7a84e085bed452548fa88d45', [], 'Tiny-Test-Model-Q4_K_M.gguf'],
    ['llama3.2:3b', [], 'Tiny-Test-Model-Q4_K_M.gguf'],
    ['what"is this?-3B-F16.gguf', [], 'what-is this-3B-Q4_K_M.gguf'],
  ])('of %s made of %j is %s', async (fileName, lost, expected) => {
    expect((await named(fileName, lost)).name).toBe(expected)
  })

  it.each(['SmolLM2-135M-Instruct.F16.gguf', 'model.gguf', 'Qwen_Qwen3-8B-F16.gguf', 'f16.gguf', '7B.F32.gguf'])(
    'of %s keeps the file on the ladder',
    async (fileName) => {
      expect(await named(fileName)).toMatchObject({ isOnLadder: true })
    },
  )

  it('fits where names may be of 230 bytes', async () => {
    const { name } = await named(`${'ä'.repeat(110)}-3B-F16.gguf`, ['Q4_1'])
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(230)
    expect(name).toMatch(/-Q4_1-Q4_K_M\.gguf$/)
  })
})
