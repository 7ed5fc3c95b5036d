import { describe, expect, it } from 'vitest'
import { judgePlan } from '../../../../main/core/fit/judge-plan.ts'
import { type FitModel, totalBytes } from '../../../../main/core/fit/load-plan.ts'
import { planFromSimulation } from '../../../../main/core/fit/simulated-plan.ts'
import type { LoadSimulation } from '../../../../main/core/ports/fit-estimator.ts'
import { defaultLoadOptions } from '../../../../preload/contract/engine.ts'
import { fitDeviceSchema } from '../../../../preload/contract/models.ts'
import { simulated } from '../../../support/fake-estimator.ts'

const MiB = 2 ** 20
const GiB = 2 ** 30

/** Llama 3 8B in Q4_K_M: 1 GiB of KV cache at 8,192 tokens. */
const llama8b = {
  sizeBytes: 4_920_000_000,
  kvElementsPerToken: { k: 32 * 8 * 128, v: 32 * 8 * 128 },
  embeddingLength: 4096,
  vocabularySize: 128_256,
  layerCount: 32,
  trainedContextTokens: 131_072,
}

function planOf(change: Partial<LoadSimulation>, model: FitModel = llama8b, load = defaultLoadOptions) {
  const answer = simulated({ totalLayers: 33, ...change })
  if (answer.status !== 'simulated') throw new Error('no simulation')
  return planFromSimulation(answer.simulation, model, load, 8192)
}

const onCpu: Partial<LoadSimulation> = {
  weights: { ramBytes: 4690 * MiB, vramBytes: 0 },
  context: { ramBytes: 1283 * MiB, vramBytes: 0 },
  activationBytes: 100 * MiB,
  tokenizerBytes: 73 * MiB,
}
/** Half of the layers on a GPU. */
const onBoth: Partial<LoadSimulation> = {
  gpuLayers: 17,
  vramFreeBytes: 4 * GiB,
  weights: { ramBytes: 2400 * MiB, vramBytes: 2290 * MiB },
  context: { ramBytes: 530 * MiB, vramBytes: 780 * MiB },
  tokenizerBytes: 73 * MiB,
}
/** All of them; the embeddings stay in main memory. */
const onGpu: Partial<LoadSimulation> = {
  gpuLayers: 33,
  vramFreeBytes: 24 * GiB,
  weights: { ramBytes: 281 * MiB, vramBytes: 4409 * MiB },
  context: { ramBytes: 24 * MiB, vramBytes: 1282 * MiB },
  tokenizerBytes: 73 * MiB,
}

describe('llama.cpp’s figures in parts', () => {
  // Room for the logits of each token is reserved, 250 MiB here, and was counted though it is never touched.
  it('on the CPU count the compute buffers that are used, not those that are reserved', () => {
    expect(planOf(onCpu)).toMatchObject({
      source: 'llama.cpp',
      gpuLayers: null,
      totalLayers: 33,
      devices: [
        {
          kind: 'ram',
          weightsBytes: 4690 * MiB,
          kvCacheBytes: GiB,
          computeBytes: 100 * MiB,
          engineBytes: (24 + 73) * MiB,
        },
      ],
    })
  })

  it('on a GPU count all that is allocated there, and add up to what llama.cpp says', () => {
    const [ram, vram] = planOf(onGpu).devices
    expect(vram).toMatchObject({ kind: 'vram', kvCacheBytes: GiB, computeBytes: (1282 - 1024) * MiB })
    expect(ram).toMatchObject({ kind: 'ram', weightsBytes: 281 * MiB, kvCacheBytes: 0, computeBytes: 24 * MiB })
  })

  it('with some layers on the GPU split the KV cache as the layers are split', () => {
    const [ram, vram] = planOf(onBoth).devices
    expect([ram?.kvCacheBytes, vram?.kvCacheBytes]).toEqual([GiB / 2, GiB / 2])
    expect([ram?.computeBytes, vram?.computeBytes]).toEqual([(530 - 512) * MiB, (780 - 512) * MiB])
  })

  // Gemma's windows slide: the formula gave it a cache larger than all that llama.cpp would allocate.
  it('never say that the KV cache is larger than cache and buffers together', () => {
    const [device] = planOf({ ...onCpu, context: { ramBytes: 400 * MiB, vramBytes: 0 } }).devices
    expect(device).toMatchObject({ kvCacheBytes: 300 * MiB, computeBytes: 100 * MiB })
  })

  it('of a model without a KV cache that the header tells are a whole all the same', () => {
    const plan = planOf(onCpu, { ...llama8b, kvElementsPerToken: null })
    expect(totalBytes(plan)).toBe((4690 + 1283 + 24 + 73) * MiB)
  })

  it('count the V cache as f16 where flash attention is off, as the engine loads it', () => {
    const load = { ...defaultLoadOptions, flashAttention: 'off' as const, kvTypeV: 'q4_0' as const }
    expect(planOf(onCpu, llama8b, load).devices[0]?.kvCacheBytes).toBe(GiB)
  })

  it('are counts of bytes, whatever llama.cpp says', () => {
    for (const gpuLayers of [0, 1, 33, 1000]) {
      const context = { ramBytes: 7, vramBytes: 0 }
      for (const device of planOf({ gpuLayers, totalLayers: 1, context, activationBytes: 9 }).devices) {
        expect(fitDeviceSchema.parse({ ...device, availableBytes: null })).toBeTruthy()
      }
    }
  })
})

describe('the verdict on them', () => {
  const verdict = (
    change: Partial<LoadSimulation>,
    vramBytes: number | null,
    ramBytes: number,
    unifiedMemory = false,
  ) => judgePlan(planOf(change), { ramBytes, gpu: { vramBytes, unifiedMemory } }, 8192).verdict

  it.each([
    [24 * GiB, 32 * GiB, 'fits'],
    [6.2 * GiB, 32 * GiB, 'tight'],
    [4 * GiB, 32 * GiB, 'wont-fit'],
    // The embeddings and the vocabulary stay in main memory.
    [24 * GiB, 0.3 * GiB, 'wont-fit'],
    [null, 32 * GiB, 'unknown'],
  ])('with all layers on a GPU with %s bytes free, beside %s: %s', (vramBytes, ramBytes, expected) => {
    expect(verdict(onGpu, vramBytes, ramBytes)).toBe(expected)
  })

  it('with some layers on the GPU needs room in both', () => {
    expect(verdict(onBoth, 4 * GiB, 32 * GiB)).toBe('partial-offload')
    expect(verdict(onBoth, 4 * GiB, 2 * GiB)).toBe('wont-fit')
    expect(verdict(onBoth, 2 * GiB, 32 * GiB)).toBe('wont-fit')
  })

  // On a Mac both halves were compared with all of the memory, each by itself.
  it('with unified memory needs room for all of it in the one memory', () => {
    expect(verdict(onGpu, 8 * GiB, 8 * GiB, true)).toBe('fits')
    expect(verdict(onGpu, 6.5 * GiB, 6.2 * GiB, true)).toBe('wont-fit')
  })

  it('with no layer on the GPU that there is goes by main memory', () => {
    const fit = judgePlan(
      planOf({ ...onCpu, vramFreeBytes: GiB }),
      { ramBytes: 16 * GiB, gpu: { vramBytes: GiB, unifiedMemory: false } },
      8192,
    )
    expect(fit).toMatchObject({ verdict: 'fits', gpuLayers: 0, availableBytes: 16 * GiB })
  })
})
