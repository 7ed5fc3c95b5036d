import { describe, expect, it } from 'vitest'
import { labPresets } from '../../../../../main/core/lab/presets.ts'
import { combinations, planVariants } from '../../../../../main/core/lab/run/plan-variants.ts'
import { storedModel } from '../../../../support/engine-bench.ts'

const { sweep } = labPresets.quick

describe('the variants of a plan', () => {
  const labels = (...variants: Parameters<typeof planVariants>) => planVariants(...variants).map(({ label }) => label)
  const q4 = storedModel('q4', { name: 'Small', quantization: 'Q4_K_M' })
  const q8 = storedModel('q8', { name: 'Small', quantization: 'Q8_0' })

  it('are each model with each combination, once each', () => {
    const swept = { ...sweep, threads: [2, 4, 2], flashAttention: ['on' as const, 'off' as const] }
    expect(combinations(swept)).toHaveLength(4)
    expect(
      planVariants([q4, q8], swept).map(({ model, parameters }) => [
        model.modelId,
        parameters.threads,
        parameters.flashAttention,
      ]),
    ).toEqual(
      ['q4', 'q8'].flatMap((id) => [2, 4].flatMap((threads) => ['on', 'off'].map((flash) => [id, threads, flash]))),
    )
  })

  it('are called by as little as tells them apart', () => {
    expect(labels([q8, q4], sweep)).toEqual(['Q8_0', 'Q4_K_M'])
    expect(labels([q4], { ...sweep, threads: [2, null] })).toEqual(['Q4_K_M · t2', 'Q4_K_M · t auto'])
    const other = storedModel('other', { name: 'Large', quantization: 'Q4_K_M' })
    expect(labels([q4, q8, other], sweep)).toEqual(['Small Q4_K_M', 'Q8_0', 'Large Q4_K_M'])
    // Two files of one name and quantization.
    const copy = storedModel('copy', { name: 'Small', quantization: 'Q4_K_M', fileName: 'copy.gguf' })
    expect(labels([q4, copy], sweep)).toEqual(['q4.gguf', 'copy.gguf'])
    const twin = storedModel('twin', { name: 'Small', quantization: 'Q4_K_M', fileName: 'q4.gguf' })
    expect(labels([q4, twin], sweep)).toEqual(['q4.gguf', 'q4.gguf (2)'])
  })

  it('say what Wattle quantized them from', () => {
    const header = {
      bitsPerWeight: null,
      templateSha256: null,
      expertCount: null,
      expertUsedCount: null,
      slidingWindowTokens: null,
      kvWindow: null,
    }
    const made = storedModel('made', { header: { ...header, quantizedFrom: ['F16', 'Q4_1'] } })
    expect(planVariants([made, q4], sweep).map(({ model }) => model.origin)).toEqual(['F16, from Q4_1', null])
  })
})
