/**
 * `npm run bench:fit`: what llama.cpp and Wattle say beforehand that a load takes, against the growth of the real engine process: the
 * starter and a synthetic model of a billion parameters at three context sizes each, mapped (Q8_0) and copied into the processor's order
 * (Q4_0), and two shapes that no constant was measured on. Each load gets a process of its own, reads a prompt of several micro-batches
 * and decodes. The last line is JSON; exit code 1 where one is off by more than 15 %, or was never in full use. The engine evaluates no
 * piece that would take over four seconds, so a micro-batch has 128 tokens here; `--ubatch 512` is for an idle machine.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { starterModelPath } from '../../support/starter-model.ts'
import { oneBillion, type SyntheticShape, writeSyntheticGguf } from '../../support/synthetic-gguf.ts'
import { type Comparison, compareLoad } from './compare-load.ts'

const allowedError = 0.15

const { values } = parseArgs({ options: { ubatch: { type: 'string', default: '128' } } })
const ubatchTokens = Number(values.ubatch)

type Candidate = { label: string; path: string; contexts: readonly number[]; prompt: string }

const folder = mkdtempSync(join(tmpdir(), 'wattle-fit-'))

/** Its vocabulary has no merges, so that each letter is a token. */
async function synthetic(label: string, shape: SyntheticShape, contexts: readonly number[]): Promise<Candidate> {
  const path = join(folder, `${label.replaceAll(' ', '-')}.gguf`)
  await writeSyntheticGguf(path, shape)
  return { label, path, contexts, prompt: 'river'.repeat(Math.ceil(ubatchTokens / 2)) }
}

async function* candidates(): AsyncGenerator<Candidate> {
  const starter = await starterModelPath()
  yield { label: 'starter', path: starter, contexts: [2048, 4096, 8192], prompt: 'The river. '.repeat(ubatchTokens) }
  const contexts = [2048, 8192, 16_384]
  yield synthetic('1B Q8_0', { ...oneBillion, format: 'Q8_0' }, contexts)
  yield synthetic('1B Q4_0', { ...oneBillion, format: 'Q4_0' }, contexts)
  const wide = { layers: 6, embedding: 1536, feedForward: 8192, heads: 12, kvHeads: 12, vocabulary: 128_000 }
  yield synthetic('wide vocabulary', { ...oneBillion, ...wide, format: 'Q8_0' }, [4096])
  const deep = { layers: 40, embedding: 768, feedForward: 2048, heads: 12, kvHeads: 4, vocabulary: 16_000 }
  yield synthetic('deep and narrow', { ...oneBillion, ...deep, format: 'Q4_0' }, [8192])
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
const ratioOf = ({ estimatedBytes, measured }: Comparison) => measured.residentBytes / estimatedBytes

function describeLoad(comparison: Comparison): string {
  const { device, estimatedBytes, measured, buffers } = comparison
  const parts = [
    `weights ${mebibytes(device.weightsBytes)}`,
    `KV ${mebibytes(device.kvCacheBytes)}`,
    `compute ${mebibytes(device.computeBytes)}`,
    `engine ${mebibytes(device.engineBytes)}`,
  ]
  return [
    `${comparison.label} at ${comparison.contextTokens}: estimated ${mebibytes(estimatedBytes)} (${parts.join(', ')})`,
    `  measured ${mebibytes(measured.residentBytes)}, of it ${mebibytes(measured.mappedBytes)} mapped` +
      `${measured.isComplete ? '' : ', never in full use'}: ratio ${ratioOf(comparison).toFixed(3)}`,
    `  llama.cpp's buffers: ${buffers.join(', ')}`,
  ].join('\n')
}

const comparisons: Comparison[] = []
try {
  for await (const { label, path, contexts, prompt } of candidates()) {
    for (const contextTokens of contexts) {
      const comparison = await compareLoad({ label, path, contextTokens, ubatchTokens, prompt })
      console.error(describeLoad(comparison))
      comparisons.push(comparison)
    }
    if (path.startsWith(folder)) rmSync(path)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const ratios = comparisons.map(ratioOf)
const result = {
  lowestRatio: Number(Math.min(...ratios).toFixed(3)),
  highestRatio: Number(Math.max(...ratios).toFixed(3)),
  loads: comparisons.map((comparison) => ({
    model: comparison.label,
    contextTokens: comparison.contextTokens,
    estimatedBytes: comparison.estimatedBytes,
    measuredBytes: comparison.measured.residentBytes,
    isComplete: comparison.measured.isComplete,
    ratio: Number(ratioOf(comparison).toFixed(3)),
  })),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
const isGood = comparisons.every(
  (comparison) => comparison.measured.isComplete && Math.abs(ratioOf(comparison) - 1) <= allowedError,
)
process.exitCode = isGood ? 0 : 1
