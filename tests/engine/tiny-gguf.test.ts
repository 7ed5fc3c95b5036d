import { join } from 'node:path'
import { getLlama, type Llama, LlamaChatSession, LlamaLogLevel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { estimateFit } from '../../main/core/fit/judge-plan.ts'
import { inspectGgufFile } from '../../main/core/library/gguf-header.ts'
import { defaultLoadOptions } from '../../preload/contract/engine.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { tempFolder } from '../support/temp-store.ts'
import { type TensorFormat, tensorFormats } from '../support/tensor-data.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

let llama: Llama
const log: string[] = []
beforeAll(async () => {
  llama = await getLlama({
    gpu: false,
    build: 'never',
    logLevel: LlamaLogLevel.debug,
    logger: (_, line) => log.push(line),
  })
})
afterAll(() => llama.dispose())

// A tiny model that llama.cpp refuses, or that ends its answers by chance, would make every other engine test lie.
it.each(Object.keys(tensorFormats) as TensorFormat[])(
  'a tiny model in %s loads, and writes until it is stopped',
  async (format) => {
    const modelPath = await writeTinyGguf(join(tempFolder(), 'tiny.gguf'), { format, layers: 1, heads: 4, kvHeads: 1 })
    const model = await llama.loadModel({ modelPath })
    onTestFinished(() => model.dispose())
    const context = await model.createContext({ contextSize: 1024, threads: 1 })
    const session = new LlamaChatSession({ contextSequence: context.getSequence(), systemPrompt: '' })
    const { responseText, stopReason } = await session.promptWithMeta('Hello', {
      maxTokens: 200,
      topK: 20,
      temperature: 1,
      seed: 7,
    })
    expect(stopReason).toBe('maxTokens')
    expect(responseText).toMatch(/^[a-z ]+$/)
  },
)

it('the header reader and llama.cpp agree on the starter, and the KV cache is as large as the formula says', async () => {
  const modelPath = await starterModelPath()
  const { header, sizeBytes } = await inspectGgufFile(modelPath)
  const model = await llama.loadModel({ modelPath })
  onTestFinished(() => model.dispose())
  expect(header).toMatchObject({
    architecture: model.fileInfo.metadata.general.architecture,
    trainedContextTokens: model.trainContextSize,
    embeddingLength: model.embeddingVectorSize,
    layerCount: model.fileInsights.totalLayers - 1,
  })
  log.length = 0
  await model.createContext({ contextSize: 1024, threads: 1, flashAttention: true })
  const kvMebibytes = await mebibytesInLog(/KV buffer size = +([\d.]+) MiB/)
  const computeMebibytes = await mebibytesInLog(/compute buffer size = +([\d.]+) MiB/)
  const required = (contextTokens: number) =>
    (estimateFit({ ...header, sizeBytes }, { ...defaultLoadOptions, contextTokens }, { ramBytes: null, gpu: null })
      .requiredBytes ?? 0) /
    2 ** 20
  expect(required(2048) - required(1024)).toBeCloseTo(kvMebibytes, 1)
  const estimatedRest = required(1024) - kvMebibytes - sizeBytes / 2 ** 20
  // What is in use on the CPU: the process itself, and of the compute buffer what is not kept free for logits.
  expect(estimatedRest).toBeGreaterThan(50)
  expect(estimatedRest).toBeLessThan(computeMebibytes + 50)
})

/** llama.cpp's lines come some turns of the event loop after the call that they are about. */
function mebibytesInLog(line: RegExp): Promise<number> {
  return vi.waitFor(() => {
    const found = line.exec(log.join('\n'))
    if (found === null) throw new Error(`llama.cpp did not log ${line}`)
    return Number(found[1])
  })
}
