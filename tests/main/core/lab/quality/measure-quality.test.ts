import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { aLabVariant } from '../../../../support/lab-runs.ts'
import { f16, q4, qualityBench } from '../../../../support/quality-bench.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

const all = [0, 1, 2, 3]
const [reference, other] = ['model-f16', 'model-q4_k_m']

describe('the quality of a run', () => {
  it('is measured against the largest file, whose log-probabilities are gone afterwards', async () => {
    const { measure, engine, found, folder, progress } = qualityBench()
    expect(await measure()).toBe(true)
    expect(engine.evaluated).toEqual([
      { model: reference, chunks: all, reference: 'write' },
      { model: other, chunks: all, reference: 'read' },
    ])
    const run = found()
    expect(run?.qualitySetup).toMatchObject({ method: 'disk', textName: 'Moby-Dick', contextTokens: 64 })
    expect(run?.qualitySetup?.reference).toMatchObject({ modelId: reference, tokenizerHash: 'fake-tokenizer' })
    expect(
      run?.quality.map(({ variant, isComplete, tokens, against }) => [variant, isComplete, tokens, !against]),
    ).toEqual([
      [0, true, 4 * 31, true],
      [1, true, 4 * 31, false],
    ])
    expect(readdirSync(folder)).toEqual([])
    expect(progress.at(-1)).toMatchObject({ variant: 1, chunksDone: 8, chunksPlanned: 8 })
  })

  it('evaluates both models side by side where the disk may not be used so much', async () => {
    // Four chunks of 31 positions of 49,152 numbers, and what goes with them.
    const needed = 4096 + 4 * (31 * (16 + 4 * 49_152) + 8)
    const tight = qualityBench({ plan: { diskBudgetBytes: needed - 1 } })
    await tight.measure()
    expect(tight.engine.evaluated.map((each) => each.reference)).toEqual(['alone', 'beside'])
    expect(tight.found()?.qualitySetup?.method).toBe('side-by-side')
    expect(tight.found()?.quality[1]?.against).not.toBeNull()
    const enough = qualityBench({ plan: { diskBudgetBytes: needed } })
    await enough.measure()
    expect(enough.found()?.qualitySetup?.method).toBe('disk')
  })

  it('goes the same way where somebody else fills the disk meanwhile', async () => {
    const { measure, engine, found, folder } = qualityBench()
    engine.fault = () => new Fault('DISK_FULL', { params: { fileName: 'reference' } })
    expect(await measure()).toBe(true)
    expect(engine.evaluated.map(({ reference: kind, chunks }) => [kind, chunks.length])).toEqual([
      ['write', 4],
      ['alone', 1],
      ['beside', 4],
    ])
    expect(found()?.qualitySetup?.method).toBe('side-by-side')
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps each chunk at once, and goes on after the last one that it finished', async () => {
    const { measure, engine, found, folder } = qualityBench()
    const leave = new AbortController()
    const stopped = await measure(leave.signal, ({ variant, chunksDone }) => {
      if (variant === 1 && chunksDone === 6) leave.abort()
    })
    expect(stopped).toBe(false)
    expect(found()?.quality.map(({ isComplete, chunks }) => [isComplete, chunks.length])).toEqual([
      [true, 4],
      [false, 2],
    ])
    expect(readdirSync(folder)).toEqual(['run-1.reference'])
    engine.evaluated.length = 0
    expect(await measure()).toBe(true)
    expect(engine.evaluated).toEqual([{ model: other, chunks: [2, 3], reference: 'read' }])
    expect(found()?.quality.map(({ isComplete, tokens }) => [isComplete, tokens])).toEqual([
      [true, 4 * 31],
      [true, 4 * 31],
    ])
    engine.calls.length = 0
    expect(await measure()).toBe(true)
    expect(engine.calls).toEqual([])
  })

  it('writes of a lost reference only what is still waited for, and counts nothing twice', async () => {
    const { measure, engine, found, folder, progress } = qualityBench()
    const leave = new AbortController()
    await measure(leave.signal, ({ variant, chunksDone }) => {
      if (variant === 1 && chunksDone === 7) leave.abort()
    })
    rmSync(join(folder, 'run-1.reference'))
    engine.evaluated.length = 0
    await measure()
    expect(engine.evaluated).toEqual([
      { model: reference, chunks: [3], reference: 'write' },
      { model: other, chunks: [3], reference: 'read' },
    ])
    expect(found()?.quality[0]?.tokens).toBe(4 * 31)
    expect(progress.at(-1)).toMatchObject({ chunksDone: 8, chunksPlanned: 8 })
  })

  it('writes a damaged reference once more, and gives up where that does not help', async () => {
    const once = qualityBench()
    once.engine.fault = (model) => (model === other ? new Fault('LAB_REFERENCE_UNUSABLE', { detail: 'damaged' }) : null)
    await once.measure()
    expect(once.engine.evaluated.map(({ model, chunks }) => [model, chunks])).toEqual([
      [reference, all],
      [other, all],
      [reference, [3]],
      [other, [3]],
    ])
    expect(once.found()?.quality[1]?.isComplete).toBe(true)
    const always = qualityBench()
    always.engine.failsAlways = true
    always.engine.fault = (model) => (model === other ? new Fault('LAB_REFERENCE_UNUSABLE') : null)
    await expect(always.measure()).rejects.toMatchObject({ code: 'LAB_REFERENCE_UNUSABLE' })
  })

  it('does not compare what another tokenizer cut', async () => {
    const { measure, engine, found } = qualityBench({
      script: { loaded: (path) => (path === other ? { tokenizerHash: 'another' } : {}) },
    })
    await measure()
    expect(engine.evaluated.map((each) => each.reference)).toEqual(['write', 'alone'])
    expect(found()?.quality[1]).toMatchObject({ isComplete: true, against: null })
  })

  it('evaluates a reference that is not itself compared, and never in a quantized cache', async () => {
    const quantizedCache = aLabVariant({}, { parameters: { ...q4.parameters, kvTypeK: 'q8_0', kvTypeV: 'q8_0' } })
    const { measure, engine, found, progress } = qualityBench({
      plan: { referenceModelId: 'other' },
      variants: [quantizedCache],
    })
    await measure()
    expect(engine.evaluated).toEqual([
      { model: 'other', chunks: all, reference: 'write' },
      { model: other, chunks: all, reference: 'read' },
    ])
    const loads = engine.calls.flatMap((each) => (each.call === 'load' ? [each.parameters.kvTypeK] : []))
    expect(loads).toEqual(['f16', 'q8_0'])
    expect(found()?.quality.map(({ variant, against }) => [variant, against !== null])).toEqual([[0, true]])
    expect(progress.at(-1)).toMatchObject({ chunksDone: 8, chunksPlanned: 8 })
  })

  it('leaves one variant out where it alone cannot be measured, and takes the next for the reference', async () => {
    const q8 = aLabVariant({ quantization: 'Q8_0', sizeBytes: 144_811_360 })
    const { measure, engine, found } = qualityBench({
      variants: [f16, q8, q4],
      script: { loadFault: (path) => (path === reference ? new Fault('OUT_OF_MEMORY') : null) },
    })
    expect(await measure()).toBe(true)
    expect(engine.evaluated.map(({ model, reference: kind }) => [model, kind])).toEqual([
      ['model-q8_0', 'write'],
      [other, 'read'],
    ])
    expect(found()?.variants[0]?.problem).toMatchObject({ code: 'OUT_OF_MEMORY', params: { label: 'F16' } })
    expect(found()?.qualitySetup?.reference.modelId).toBe('model-q8_0')
  })

  it('notes a model whose output is no numbers, and goes on with the others', async () => {
    const q8 = aLabVariant({ quantization: 'Q8_0', sizeBytes: 144_811_360 })
    const { measure, engine, found } = qualityBench({ variants: [f16, q8, q4] })
    engine.fault = (model) =>
      model === 'model-q8_0' ? new Fault('LAB_OUTPUT_UNUSABLE', { params: { chunk: 4 } }) : null
    expect(await measure()).toBe(true)
    expect(found()?.variants[1]?.problem).toMatchObject({ code: 'LAB_OUTPUT_UNUSABLE', params: { chunk: 4 } })
    expect(found()?.quality.map(({ variant, isComplete }) => [variant, isComplete])).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ])
  })

  it('tries once more after a crash', async () => {
    const { measure, engine, found } = qualityBench()
    engine.fault = (model) => (model === other ? new Fault('ENGINE_CRASHED', { params: { signal: 'SIGSEGV' } }) : null)
    await measure()
    expect(engine.evaluated.map(({ chunks }) => chunks.length)).toEqual([4, 4, 1])
    expect(found()?.quality[1]?.isComplete).toBe(true)
  })

  it('fails with the reference that was asked for, and with a text that is too short', async () => {
    const chosen = qualityBench({
      plan: { referenceModelId: reference },
      script: { loadFault: (path) => (path === reference ? new Fault('OUT_OF_MEMORY') : null) },
    })
    await expect(chosen.measure()).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' })
    const textPath = join(tempFolder(), 'short.txt')
    writeFileSync(textPath, 'Call me Ishmael.')
    const short = qualityBench({ plan: { textPath } })
    await expect(short.measure()).rejects.toMatchObject({ code: 'LAB_TEXT_TOO_SHORT' })
  })

  it('is not gone on with over another text', async () => {
    const textPath = join(tempFolder(), 'own.txt')
    writeFileSync(textPath, 'ka lo mi ne '.repeat(500))
    const { measure } = qualityBench({ plan: { textPath } })
    const leave = new AbortController()
    await measure(leave.signal, ({ chunksDone }) => {
      if (chunksDone === 5) leave.abort()
    })
    writeFileSync(textPath, 'ka lo mi no '.repeat(500))
    await expect(measure()).rejects.toMatchObject({ code: 'LAB_RUN_NOT_RESUMABLE' })
  })
})
