import { describe, expect, it } from 'vitest'
import { estimateFit } from '../../../../main/core/fit/judge-plan.ts'
import { plannedContextTokens } from '../../../../main/core/fit/planned-context.ts'
import { defaultLoadOptions } from '../../../../preload/contract/engine.ts'
import { fitSchema } from '../../../../preload/contract/models.ts'

const GiB = 2 ** 30

/** Llama 3 8B in Q4_K_M: 32 layers, 8 heads of K and V of 128 (grouped-query attention). */
const llama8b = {
  sizeBytes: 4_920_000_000,
  kvElementsPerToken: { k: 32 * 8 * 128, v: 32 * 8 * 128 },
  embeddingLength: 4096,
  vocabularySize: 128_256,
  layerCount: 32,
  trainedContextTokens: 131_072,
}
const cpu = (ramBytes: number | null) => ({ ramBytes, gpu: null })
const gpu = (vramBytes: number | null, ramBytes = 32 * GiB, unifiedMemory = false) => ({
  ramBytes,
  gpu: { vramBytes, unifiedMemory },
})
const verdict = (memory: Parameters<typeof estimateFit>[2]) => estimateFit(llama8b, defaultLoadOptions, memory).verdict

describe('the context that is planned for', () => {
  // A model trained on 128k filled 24 GB unasked in another app.
  it('is capped unless the user sets it', () => {
    expect(plannedContextTokens(131_072, defaultLoadOptions)).toBe(8192)
    expect(plannedContextTokens(2048, defaultLoadOptions)).toBe(2048)
    expect(plannedContextTokens(null, defaultLoadOptions)).toBe(8192)
    expect(plannedContextTokens(131_072, { ...defaultLoadOptions, contextTokens: 65_536 })).toBe(65_536)
  })

  // The estimate charged a small model for a context that the engine would never give it.
  it('is never more than the model was trained for, as the engine loads it', () => {
    expect(plannedContextTokens(2048, { ...defaultLoadOptions, contextTokens: 65_536 })).toBe(2048)
    expect(plannedContextTokens(null, { ...defaultLoadOptions, contextTokens: 65_536 })).toBe(65_536)
  })
})

describe('what is required', () => {
  it('is weights, KV cache and compute buffers: 8 K of context at f16 take 1 GiB here', () => {
    const full = estimateFit(llama8b, defaultLoadOptions, cpu(64 * GiB)).requiredBytes ?? 0
    const half = estimateFit(llama8b, { ...defaultLoadOptions, contextTokens: 4096 }, cpu(64 * GiB)).requiredBytes ?? 0
    expect(full - half).toBe(GiB / 2)
    // Weights, 1 GiB of KV cache, and no more than half a GiB of everything else.
    expect(full).toBeGreaterThan(llama8b.sizeBytes + GiB)
    expect(full).toBeLessThan(llama8b.sizeBytes + 1.5 * GiB)
  })

  it('shrinks with a quantized KV cache, K and V each on their own', () => {
    const required = (kvTypeK: 'f16' | 'q8_0', kvTypeV: 'f16' | 'q4_0') =>
      estimateFit(llama8b, { ...defaultLoadOptions, kvTypeK, kvTypeV }, cpu(64 * GiB)).requiredBytes ?? 0
    expect(required('f16', 'f16') - required('q8_0', 'f16')).toBe(GiB / 2 - (GiB / 4) * (34 / 32))
    expect(required('f16', 'f16') - required('f16', 'q4_0')).toBe(GiB / 2 - (GiB / 4) * (18 / 32))
  })

  // Gemma 3 was refused at long contexts that it has room for.
  it('has a KV cache no longer than the window in the layers that have one', () => {
    const facts = { bitsPerWeight: null, templateSha256: null, expertCount: null, expertUsedCount: null }
    const kvWindow = { k: 16 * 8 * 128, v: 16 * 8 * 128, tokens: 1024 }
    const windowed = { ...llama8b, header: { ...facts, slidingWindowTokens: 1024, kvWindow } }
    const required = (model: typeof llama8b) => estimateFit(model, defaultLoadOptions, cpu(64 * GiB)).requiredBytes
    // Half of the layers hold 1,536 tokens in place of 8,192: the window and a micro-batch.
    expect((required(llama8b) ?? 0) - (required(windowed) ?? 0)).toBe((8192 - 1536) * 2 * 16 * 8 * 128 * 2)
  })

  it('is unknown where the header does not tell, rather than a guess', () => {
    const fit = estimateFit({ ...llama8b, kvElementsPerToken: null }, defaultLoadOptions, cpu(64 * GiB))
    expect(fit).toMatchObject({ verdict: 'unknown', requiredBytes: null })
  })

  // One such file made the contract refuse the list of all models, for good: it could not even be removed.
  it.each([
    { embeddingLength: Number.MAX_SAFE_INTEGER },
    { vocabularySize: Number.MAX_SAFE_INTEGER },
    { kvElementsPerToken: { k: Number.MAX_SAFE_INTEGER, v: 0 } },
  ])('is unknown where the header claims the absurd: %o', (claim) => {
    const fit = estimateFit({ ...llama8b, ...claim }, defaultLoadOptions, cpu(64 * GiB))
    expect(fitSchema.parse(fit)).toMatchObject({ verdict: 'unknown', requiredBytes: null })
  })
})

describe('on the CPU', () => {
  it.each([
    [64 * GiB, 'fits'],
    [6.2 * GiB, 'tight'],
    [4 * GiB, 'wont-fit'],
    [null, 'unknown'],
  ])('%s bytes free: %s', (ramBytes, expected) => {
    expect(verdict(cpu(ramBytes))).toBe(expected)
  })
})

describe('on a GPU', () => {
  it('takes the whole model where its memory is enough, however little main memory there is', () => {
    expect(estimateFit(llama8b, defaultLoadOptions, gpu(24 * GiB, GiB))).toMatchObject({
      verdict: 'fits',
      availableBytes: 24 * GiB,
      gpuLayers: 33,
    })
  })

  it('takes some layers where it is not, the rest in main memory', () => {
    const fit = estimateFit(llama8b, defaultLoadOptions, gpu(4 * GiB))
    expect(fit.verdict).toBe('partial-offload')
    expect(fit.gpuLayers).toBeGreaterThan(10)
    expect(fit.gpuLayers).toBeLessThan(33)
    expect(verdict(gpu(4 * GiB, GiB))).toBe('wont-fit')
  })

  // What the GPU cannot hold lies in the same memory: there is no rest to put elsewhere.
  it('with unified memory has no second memory to spill into', () => {
    expect(verdict(gpu(4 * GiB, 4.5 * GiB, true))).toBe('wont-fit')
  })

  it('takes no more layers than the user allows', () => {
    expect(estimateFit(llama8b, { ...defaultLoadOptions, gpuLayers: 5 }, gpu(24 * GiB))).toMatchObject({
      verdict: 'partial-offload',
      gpuLayers: 5,
    })
    const none = estimateFit(llama8b, { ...defaultLoadOptions, gpuLayers: 0 }, gpu(24 * GiB, 4 * GiB))
    expect(none).toMatchObject({ verdict: 'wont-fit', availableBytes: 4 * GiB, gpuLayers: 0 })
  })

  it('whose memory nobody knows gets no verdict', () => {
    expect(verdict(gpu(null))).toBe('unknown')
  })

  // NaN in a figure of memory was shown to users of another app.
  it('never answers with a number that is none', () => {
    for (const memory of [gpu(0, 0), gpu(0), cpu(0), gpu(1)]) {
      const { requiredBytes, gpuLayers } = estimateFit({ ...llama8b, layerCount: 0 }, defaultLoadOptions, memory)
      expect(Number.isFinite(requiredBytes)).toBe(true)
      expect(Number.isInteger(gpuLayers ?? 0)).toBe(true)
    }
  })
})
