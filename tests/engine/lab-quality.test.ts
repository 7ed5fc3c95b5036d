import { existsSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LabParameters } from '#contract/lab/plan.ts'
import { qualityFigures } from '../../main/core/lab/quality/quality-figures.ts'
import { readQualityText } from '../../main/core/lab/quality/quality-text.ts'
import { referenceFileBytes, rowOffset } from '../../main/core/lab/quality/reference-file.ts'
import type { LabLoaded, QualityReference, QualityTokens } from '../../main/core/ports/lab-engine.ts'
import { EngineLogFile } from '../../main/engine/host/engine-log-file.ts'
import { ForkedLabEngine } from '../../main/engine/host/forked-lab-engine.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const parameters: LabParameters = {
  batchTokens: 2048,
  microBatchTokens: 512,
  // With two on a busy machine they wait for each other.
  threads: 1,
  gpuLayers: null,
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  flashAttention: 'auto',
}
const contextTokens = 64
const positions = 31

let folder = ''
let log: EngineLogFile
let engine: ForkedLabEngine
let starter = ''
let text = ''
/** For the tiny models, each of whose tokens is a letter. */
let fewPages = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wattle-quality-'))
  log = new EngineLogFile(folder)
  const childPath = resolve(import.meta.dirname, '../../main/engine/lab/index.ts')
  engine = new ForkedLabEngine({ childPath, log })
  starter = await starterModelPath()
  text = (await readQualityText(null)).text
  fewPages = text.slice(0, 4000)
})
afterEach(() => engine.close())
afterAll(async () => {
  await log.close()
  rmSync(folder, { recursive: true, force: true })
})

const load = (path: string, change: Partial<LabParameters> = {}): Promise<LabLoaded> =>
  engine.load(
    { path, backend: 'cpu', parameters: { ...parameters, ...change } },
    { signal: new AbortController().signal, onProgress: () => undefined },
  )

type EvaluateOptions = { contextTokens?: number; text?: string; abort?: AbortController }

/** What came of an evaluation: its chunks, and a fault's code where it failed. */
async function evaluate(chunks: readonly number[], reference: QualityReference, options: EvaluateOptions = {}) {
  const evaluated: QualityTokens[] = []
  const { abort = new AbortController(), ...change } = options
  const onChunk = (tokens: QualityTokens) => evaluated.push(tokens)
  await engine.quality({ text, contextTokens, ...change, chunks, reference }, { signal: abort.signal, onChunk })
  return evaluated
}

/** The same over a few pages. */
const evaluateFew = (chunks: readonly number[], reference: QualityReference, options: EvaluateOptions = {}) =>
  evaluate(chunks, reference, { text: fewPages, ...options })

const figuresOf = (chunks: readonly QualityTokens[]) => {
  const figures = qualityFigures(0, chunks, { isComplete: true })
  if (figures === null) throw new Error('Nothing was evaluated')
  return figures
}

const unkept = { kind: 'write', path: null } as const

describe('the perplexity of the starter', () => {
  it('is what llama-perplexity says of the same text', async () => {
    await load(starter)
    // llama-perplexity -c 64 -b 64 --chunks 3: [1]28.2808,[2]34.5544,[3]47.9141, PPL = 47.9141 +/- 17.37578
    const chunks = await evaluate([0, 1, 2], unkept)
    expect(chunks.map(({ chunk, nll, kl }) => [chunk, nll.length, kl.length])).toEqual([
      [0, positions, 0],
      [1, positions, 0],
      [2, positions, 0],
    ])
    const perplexityUpTo = (count: number) => figuresOf(chunks.slice(0, count)).perplexity
    for (const [index, expected] of [28.2808, 34.5544, 47.9141].entries()) {
      // Another processor's kernels round in another way.
      expect(perplexityUpTo(index + 1).value / expected).toBeCloseTo(1, 2)
    }
    expect(perplexityUpTo(3).uncertainty / 17.37578).toBeCloseTo(1, 1)
  })

  it('is the same in whatever order its chunks are evaluated, and in how many calls', async () => {
    await load(starter)
    const together = await evaluate([0, 1], unkept, { contextTokens: 32 })
    const [second] = await evaluate([1], unkept, { contextTokens: 32 })
    const [first] = await evaluate([0], unkept, { contextTokens: 32 })
    expect([first?.nll, second?.nll]).toEqual(together.map(({ nll }) => nll))
  })
})

describe('a text', () => {
  it('has so many whole chunks, and two at the least', async () => {
    await load(starter)
    const chunks = await engine.countChunks(text, 512)
    expect(chunks).toBeGreaterThan(64)
    expect(await engine.countChunks(text, 256)).toBeGreaterThanOrEqual(2 * chunks)
    await expect(engine.countChunks('Call me Ishmael.', 512)).rejects.toMatchObject({
      code: 'LAB_TEXT_TOO_SHORT',
      params: { needed: 1024 },
    })
  })
})

describe('the divergence from a reference', () => {
  let exact = ''
  let coarse = ''
  beforeAll(async () => {
    exact = await writeTinyGguf(join(folder, 'f32.gguf'), { format: 'F32' })
    coarse = await writeTinyGguf(join(folder, 'q4.gguf'), { format: 'Q4_0' })
  })

  it('is nothing from itself, on the disk and side by side', async () => {
    const path = join(folder, 'itself.reference')
    await load(exact)
    const [reference] = await evaluateFew([2], { kind: 'write', path })
    const besides: QualityReference = { kind: 'beside', modelPath: exact, parameters }
    for (const kind of [{ kind: 'read', path } as const, besides]) {
      const [again] = await evaluateFew([2], kind)
      expect(again?.nll).toEqual(reference?.nll)
      expect(again?.referenceNll).toEqual(reference?.nll)
      expect(again?.kl).toEqual(Array.from({ length: positions }, () => 0))
      expect(again?.sameTop.every(Boolean)).toBe(true)
    }
  })

  it('is the same from the disk as side by side, whatever the chunks are written in', async () => {
    const path = join(folder, 'f32.reference')
    const { vocabularySize } = await load(exact)
    const reference = await evaluateFew([3, 0], { kind: 'write', path })
    await evaluateFew([1], { kind: 'write', path })
    expect(statSync(path).size).toBe(referenceFileBytes({ contextTokens, vocabularySize }, 4))
    await load(coarse)
    const fromDisk = await evaluateFew([0, 3], { kind: 'read', path })
    const besides = await evaluateFew([0, 3], { kind: 'beside', modelPath: exact, parameters })
    expect(fromDisk.map(({ kl }) => kl)).toEqual(besides.map(({ kl }) => kl))
    expect(fromDisk.map(({ referenceNll }) => referenceNll)).toEqual(reference.toReversed().map(({ nll }) => nll))
    const { meanKl, lnPerplexityRatio } = figuresOf(fromDisk).against ?? {}
    expect(meanKl?.value).toBeGreaterThan(0)
    expect(lnPerplexityRatio?.value).not.toBe(0)
  })

  it('is the same in small batches, of which some have nothing to score', async () => {
    const path = join(folder, 'batches.reference')
    await load(exact)
    await evaluateFew([0], { kind: 'write', path })
    await load(coarse)
    const whole = await evaluateFew([0], { kind: 'read', path })
    await load(coarse, { batchTokens: 24, microBatchTokens: 24 })
    const pieces = await evaluateFew([0], { kind: 'read', path })
    expect(pieces[0]?.referenceNll).toEqual(whole[0]?.referenceNll)
    const [one, other] = [whole, pieces].map((chunks) => figuresOf(chunks).against?.meanKl.value ?? 0)
    expect((one ?? 0) / (other ?? 1)).toBeCloseTo(1, 3)
  })

  it('is refused where the file is not there, damaged, unfinished, or of something else', async () => {
    const path = join(folder, 'damaged.reference')
    const { vocabularySize } = await load(exact)
    await evaluateFew([0, 1], { kind: 'write', path })
    const read = (chunk: number, options: EvaluateOptions = {}) => evaluateFew([chunk], { kind: 'read', path }, options)
    const unusable = { code: 'LAB_REFERENCE_UNUSABLE' }
    await expect(evaluateFew([0], { kind: 'read', path: join(folder, 'none') })).rejects.toMatchObject(unusable)
    await expect(read(2)).rejects.toMatchObject(unusable)
    await expect(read(0, { contextTokens: 32 })).rejects.toMatchObject(unusable)
    await expect(read(0, { text: `${fewPages} ` })).rejects.toMatchObject(unusable)
    flipByte(path, rowOffset({ contextTokens, vocabularySize }, 1, 7) + 40)
    expect(await read(0)).toHaveLength(1)
    await expect(read(1)).rejects.toMatchObject({ ...unusable, message: expect.stringContaining('damaged') })
  })

  it('begins a file of something else anew', async () => {
    const path = join(folder, 'anew.reference')
    await load(exact)
    await evaluateFew([0], { kind: 'write', path })
    await evaluateFew([1], { kind: 'write', path }, { contextTokens: 32 })
    await expect(evaluateFew([0], { kind: 'read', path })).rejects.toMatchObject({ code: 'LAB_REFERENCE_UNUSABLE' })
    expect(await evaluateFew([1], { kind: 'read', path }, { contextTokens: 32 })).toHaveLength(1)
  })

  // A device that is always full: the system's own answer to a write, without a disk that is.
  it.runIf(existsSync('/dev/full'))('says that the disk is full', async () => {
    await load(exact)
    await expect(evaluateFew([0], { kind: 'write', path: '/dev/full' })).rejects.toMatchObject({
      code: 'DISK_FULL',
      params: { fileName: 'reference' },
    })
  })

  it('is refused for a model with another vocabulary', async () => {
    await load(exact)
    await expect(evaluateFew([0], { kind: 'beside', modelPath: starter, parameters })).rejects.toMatchObject({
      code: 'LAB_REFERENCE_UNUSABLE',
    })
  })

  it('says so where the model beside is none', async () => {
    await load(exact)
    const modelPath = join(folder, 'none.gguf')
    await expect(evaluateFew([0], { kind: 'beside', modelPath, parameters })).rejects.toMatchObject({
      code: 'MODEL_FILE_MISSING',
    })
  })
})

describe('an evaluation that is ended', () => {
  it('keeps the chunks so far, and is gone on with after the last of them', async () => {
    const path = join(folder, 'ended.reference')
    await load(starter)
    const abort = new AbortController()
    const evaluated: number[] = []
    await engine.quality(
      { text, contextTokens: 32, chunks: [0, 1, 2], reference: { kind: 'write', path } },
      {
        signal: abort.signal,
        onChunk: ({ chunk }) => {
          evaluated.push(chunk)
          abort.abort()
        },
      },
    )
    expect(evaluated.length).toBeLessThan(3)
    await load(starter)
    const rest = [0, 1, 2].filter((chunk) => !evaluated.includes(chunk))
    await evaluate(rest, { kind: 'write', path }, { contextTokens: 32 })
    const all = await evaluate([0, 1, 2], { kind: 'read', path }, { contextTokens: 32 })
    expect(figuresOf(all).against).toMatchObject({ maximumKl: 0, sameTop: { value: 1 } })
  })
})

function flipByte(path: string, offset: number): void {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, offset)
  byte.writeUInt8(byte.readUInt8() ^ 1)
  writeSync(file, byte, 0, 1, offset)
}
