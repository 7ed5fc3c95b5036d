import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { readGguf } from '../../../../main/core/library/gguf/read-gguf.ts'
import { headerOf, inspectGgufFile } from '../../../../main/core/library/gguf-header.ts'
import { fileDetailsOf, readModelDetails } from '../../../../main/core/library/model-details.ts'
import { modelDetailsSchema } from '../../../../preload/contract/models.ts'
import { type GgufValue, writeGguf } from '../../../support/gguf-writer.ts'
import { memorySource } from '../../../support/memory-source.ts'
import { mutate, mutationSeed, seededRandom } from '../../../support/mutate-gguf.ts'
import { tempFolder } from '../../../support/temp-store.ts'
import { type TinyGgufOptions, tinyGgufContent } from '../../../support/tiny-gguf.ts'

const runs = 10_000
const seed = 20_261_125
/** So many of them are followed by a gigabyte of nothing: then large claims pass the check against the file's size. */
const runsBetweenHuge = 101
const hugeBytes = 2 ** 30
/** So many are read from the disk too; the rest from memory alone, which takes a tenth of the time. */
const runsBetweenFiles = 9

const fileDetailsSchema = modelDetailsSchema.omit({
  modelId: true,
  originalName: true,
  notes: true,
  source: true,
  files: true,
  template: true,
})

function seedOf(options: TinyGgufOptions, more: readonly (readonly [string, GgufValue])[] = []) {
  const { metadata, tensors } = tinyGgufContent({ layers: 1, embedding: 32, format: 'Q8_0', ...options })
  const content = { metadata: [...metadata, ...more], tensors: tensors.slice(1, 6) }
  const names = [...content.metadata.map(([key]) => key), ...content.tensors.map((tensor) => tensor.name)]
  return mutationSeed(writeGguf(content), names)
}

const long = Array.from({ length: 3000 }, (_, index) => index)
const arrays: (readonly [string, GgufValue])[] = [
  ['llama.attention.head_count_kv.more', { type: 'u32s', value: long }],
  ['llama.attention.sliding_window_pattern', { type: 'bools', value: [true, false] }],
  ['tokenizer.ggml.merges', { type: 'strings', value: long.map((number) => `a ${number}`) }],
  ['tokenizer.ggml.scores.more', { type: 'f32s', value: long }],
  ['general.seed', { type: 'u64', value: 7 }],
]
const place = (index: number): (readonly [string, GgufValue])[] => [
  ['split.no', { type: 'u16', value: index }],
  ['split.count', { type: 'u16', value: 2 }],
]

/** What reading gave, or the Fault; the time is the processor's, which other processes do not lengthen. */
async function outcomeOf<T>(read: () => Promise<T>): Promise<{ result: T | null; code: string; cpuMs: number }> {
  const usage = process.cpuUsage()
  const cpuMs = () => {
    const { user, system } = process.cpuUsage(usage)
    return (user + system) / 1000
  }
  try {
    return { result: await read(), code: 'read', cpuMs: cpuMs() }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { result: null, code: error.code, cpuMs: cpuMs() }
  }
}

// Whatever is done to a file: a header, or a Fault that says what is wrong with it. Never another exception, a hang, or the memory full.
it(`reads or refuses ${runs} changed files, within bounds`, { timeout: 60_000 }, async () => {
  const folder = tempFolder()
  const [whole, first, second] = ['model', 'model-00001-of-00002', 'model-00002-of-00002'].map((name) =>
    join(folder, `${name}.gguf`),
  )
  expect.assert(whole && first && second)
  const targets = [
    { path: whole, seed: seedOf({}) },
    { path: whole, seed: seedOf({ chatTemplate: 'x'.repeat(20_000) }, arrays) },
    { path: first, seed: seedOf({}, place(0)) },
    { path: second, seed: seedOf({}, place(1)) },
  ]
  for (const target of targets) writeFileSync(target.path, target.seed.content)
  const random = seededRandom(seed)
  const codes = new Map<string, number>()
  let longestMs = 0
  let mostBytes = 0
  const startBytes = process.memoryUsage.rss()

  for (let run = 0; run < runs; run += 1) {
    const target = targets[run % targets.length]
    expect.assert(target)
    const content = mutate(target.seed, random)
    const sizeBytes = run % runsBetweenHuge === 0 ? hugeBytes : content.length
    const source = memorySource(content)
    const options = { sizeBytes, fileName: 'model.gguf' }
    const reads: (() => Promise<unknown>)[] = [
      async () => headerOf(await readGguf(source, { ...options, keepsEntries: false }), 'model.gguf'),
      async () => fileDetailsOf(await readGguf(source, { ...options, keepsEntries: true }), 'model.gguf'),
    ]
    if (run % runsBetweenFiles === 0) {
      writeFileSync(target.path, content)
      truncateSync(target.path, sizeBytes)
      reads.push(
        () => inspectGgufFile(target.path),
        () => readModelDetails(target.path),
      )
    }
    for (const read of reads) {
      const { result, code, cpuMs } = await outcomeOf(read)
      longestMs = Math.max(longestMs, cpuMs)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      // What the contract would refuse would be seen by nobody.
      if (isDetails(result)) expect(fileDetailsSchema.safeParse(result).error, `run ${run}`).toBeUndefined()
    }
    // The other part of a split model is as it should be.
    if (run % runsBetweenFiles === 0) writeFileSync(target.path, target.seed.content)
    if (run % 100 === 0) mostBytes = Math.max(mostBytes, process.memoryUsage.rss())
  }

  const unexpected = [...codes.keys()].filter((code) => code !== 'read' && !code.startsWith('MODEL_FILE_'))
  expect(unexpected).toEqual([])
  for (const outcome of ['read', 'MODEL_FILE_CORRUPT', 'MODEL_FILE_TRUNCATED']) {
    expect(codes.get(outcome) ?? 0, outcome).toBeGreaterThan(runs / 10)
  }
  expect(longestMs).toBeLessThan(1000)
  expect(mostBytes - startBytes).toBeLessThan(200_000_000)
})

function isDetails(result: unknown): result is object {
  return typeof result === 'object' && result !== null && 'tensors' in result
}
