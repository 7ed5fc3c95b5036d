import { describe, expect, it } from 'vitest'
import { labPlanSchema } from '#contract/lab/plan.ts'
import { type BenchOptions, benchPlan } from '../../../../main/cli/parse/bench-plan.ts'
import { labPresets } from '../../../../main/core/lab/presets.ts'

function planOf(options: Partial<BenchOptions>, referenceModelId: string | null = null) {
  const given = { presets: labPresets, modelIds: ['a'], referenceModelId, folder: '/home/me' }
  return labPlanSchema.parse(benchPlan({ preset: 'llama-bench', ...options }, given))
}

describe('a plan', () => {
  it.each(['quick', 'standard', 'thorough', 'llama-bench', 'localscore'] as const)(
    'is the preset %s itself where nothing else is asked for',
    (preset) => {
      const { name, modelIds, seed, ...rest } = planOf({ preset })
      expect(rest).toEqual(labPresets[preset])
      expect({ name, modelIds }).toEqual({ name: '', modelIds: ['a'] })
      expect(seed).toBeGreaterThanOrEqual(0)
    },
  )

  it('has another order each time, and the same for the same seed', () => {
    expect(new Set([1, 2, 3].map(() => planOf({}).seed)).size).toBeGreaterThan(1)
    expect(planOf({ seed: 7 })).toMatchObject({ seed: 7, preset: 'llama-bench' })
  })

  it('is a custom one where a part of it is another', () => {
    const plan = planOf({ threads: [4, 8], nGpuLayers: [null, 0], flashAttn: ['on'], repetitions: 10, coolDown: 1.5 })
    expect(plan).toMatchObject({
      preset: 'custom',
      sweep: { threads: [4, 8], gpuLayers: [null, 0], flashAttention: ['on'], batchTokens: [2048] },
      repetitions: { least: 10, most: 10, targetShare: null },
      coolDownMs: 1500,
    })
  })

  // The bug: `-p 256` alone measures no generation, unlike in llama-bench.
  it.each<[Partial<BenchOptions>, string[]]>([
    [{ nPrompt: [256] }, ['256+0@0', '0+128@0']],
    [{ nGen: [0] }, ['512+0@0']],
    [{ nPrompt: [0], nGen: [0], pg: [[64, 16]] }, ['64+16@0']],
    [{ nDepth: [0, 4096] }, ['512+0@0', '0+128@0', '512+0@4096', '0+128@4096']],
  ])('has for %j the tests that llama-bench has', (options, tests) => {
    const names = planOf(options).speedTests.map(
      ({ promptTokens, generatedTokens, depthTokens }) => `${promptTokens}+${generatedTokens}@${depthTokens}`,
    )
    expect(names).toEqual(tests)
  })

  it('has quality where the preset has it, or where it or a part of it is asked for', () => {
    expect(planOf({}).quality).toBeNull()
    expect(planOf({ quality: true })).toMatchObject({ preset: 'custom', quality: { chunks: 16, contextTokens: 512 } })
    expect(planOf({ chunks: null, text: 'my.txt', disk: 2 }, 'f16').quality).toEqual({
      referenceModelId: 'f16',
      textPath: expect.stringMatching(/me.my\.txt$/),
      contextTokens: 512,
      chunks: null,
      diskBudgetBytes: 2e9,
    })
    expect(planOf({ preset: 'standard', quality: true }).preset).toBe('standard')
    expect(planOf({ preset: 'standard', quality: false })).toMatchObject({ preset: 'custom', quality: null })
    expect(planOf({ quality: false }).preset).toBe('llama-bench')
  })

  it('has no prompts where none are wanted, unlike where nothing was said', () => {
    expect(planOf({ preset: 'standard', prompts: [] }).prompts).toEqual([])
    expect(planOf({ preset: 'standard' }).prompts).toHaveLength(2)
  })
})
