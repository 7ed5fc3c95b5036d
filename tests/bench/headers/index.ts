/**
 * `npm run bench:headers`: how long it takes to read the headers of 200 files, corrupt and split ones among them, when the system has them in
 * memory; and one header with a vocabulary of 150,000 tokens, with the longest time for which nothing else could run. The last line is
 * JSON; exit code 1 where the 200 take a second.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { inspectModel } from '../../../main/core/library/inspect-model.ts'
import { readModelDetails } from '../../../main/core/library/model-details.ts'
import { writeGguf } from '../../support/gguf-writer.ts'
import { makeSyntheticModels } from '../../support/synthetic-models.ts'
import { tinyGgufContent } from '../../support/tiny-gguf.ts'

const rounds = 9
const limitMs = 1000
const vocabularySize = 151_936

/** The median time of a piece of work after one round that warms up. */
async function medianMs(work: () => Promise<unknown>): Promise<number> {
  await work()
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
}

/** A header as Qwen's are: tokens, their kinds, and as many merges. */
function headerWithVocabulary(): Buffer {
  const { metadata, tensors } = tinyGgufContent()
  const words = Array.from({ length: vocabularySize }, (_, index) => `Ġ${(index * 7919).toString(36)}`)
  return writeGguf({
    metadata: [
      ...metadata.filter(([key]) => !key.startsWith('tokenizer.ggml.')),
      ['tokenizer.ggml.tokens', { type: 'strings', value: words }],
      ['tokenizer.ggml.token_type', { type: 'i32s', value: words.map(() => 1) }],
      ['tokenizer.ggml.merges', { type: 'strings', value: words.map((word) => `${word} ${word}`) }],
    ],
    tensors,
  })
}

const folder = await mkdtemp(join(tmpdir(), 'wattle-bench-headers-'))
try {
  const models = await makeSyntheticModels(join(folder, 'models'))
  const files = models.reduce((sum, model) => sum + model.fileCount, 0)
  const filesMs = await medianMs(async () => {
    for (const { path } of models) await inspectModel(path).catch(() => null)
  })
  const path = join(folder, 'vocabulary.gguf')
  await writeFile(path, headerWithVocabulary())
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const vocabularyMs = await medianMs(() => inspectModel(path))
  const detailsMs = await medianMs(() => readModelDetails(path))
  delay.disable()
  console.error(`${files} files: ${filesMs.toFixed(0)} ms; ${(filesMs / files).toFixed(2)} ms each`)
  console.error(
    `${vocabularySize} tokens and merges: ${vocabularyMs.toFixed(1)} ms, all details ${detailsMs.toFixed(1)} ms`,
  )
  console.error(`nothing else could run for ${(delay.max / 1e6).toFixed(1)} ms at most`)
  const result = {
    files,
    filesMs: Math.round(filesMs),
    vocabularyMs: Number(vocabularyMs.toFixed(1)),
    detailsMs: Number(detailsMs.toFixed(1)),
    longestBlockMs: Number((delay.max / 1e6).toFixed(1)),
    limitMs,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = filesMs < limitMs ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
