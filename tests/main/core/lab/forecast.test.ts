import { describe, expect, it } from 'vitest'
import { labPresets } from '../../../../main/core/lab/presets.ts'
import { labPrompts } from '../../../../main/core/lab/prompts/lab-prompts.ts'
import { labPlanSchema, promptKindSchema } from '../../../../preload/contract/lab/plan.ts'
import { storedModel } from '../../../support/engine-bench.ts'
import { labBench, quickPlan, runEnded } from '../../../support/lab-bench.ts'

describe('the presets', () => {
  it('are plans that the contract takes', () => {
    for (const preset of Object.values(labPresets)) {
      expect(labPlanSchema.safeParse({ ...preset, name: '', modelIds: ['a'], seed: 1 }).error).toBeUndefined()
    }
  })

  it('begin with a quick one of at most two minutes for two small models', async () => {
    const rates = { measuredRates: () => new Map(), estimate: () => ({ low: 50, high: 50 }) }
    const bench = labBench({}, { rates })
    for (const id of ['q8', 'q4']) bench.models.set(id, storedModel(id, { sizeBytes: 120_000_000, quantization: id }))
    const { durationMs } = await bench.lab.forecast(quickPlan())
    expect(durationMs?.high).toBeLessThan(120_000)
  })

  it('have prompts of 150 to 900 words, each of its own kind', () => {
    for (const kind of promptKindSchema.options) {
      const { text, kind: own, maxTokens } = labPrompts[kind]
      expect(own).toBe(kind)
      const words = text.split(/\s+/).length
      expect([kind, words >= 150 && words <= 900, maxTokens > 0]).toEqual([kind, true, true])
    }
  })
})

describe('the forecast of a run', () => {
  it('has no time before anything is known, and one from this machine’s runs after the first', async () => {
    const bench = labBench()
    const plan = quickPlan()
    expect(await bench.lab.forecast(plan)).toEqual({
      variants: 2,
      repetitions: { least: 12, most: 12 },
      durationMs: null,
      referenceBytes: null,
      obstacles: [],
    })
    const { id } = await bench.lab.start(plan)
    const beganMs = bench.clock.nowMs
    const { state } = await runEnded(bench, id)
    const tookMs = bench.clock.nowMs - beganMs
    const { durationMs } = await bench.lab.forecast(plan)
    expect([state, durationMs !== null]).toEqual(['done', true])
    expect(durationMs?.low).toBeLessThan(durationMs?.high ?? 0)
    // The clock of the test goes on between the repetitions as it likes: this is about the order of magnitude.
    expect(durationMs?.high).toBeGreaterThan(tookMs / 4)
    expect(durationMs?.low).toBeLessThan(tookMs * 4)
  })

  it('counts repetitions from the least to the most, with each combination', async () => {
    const plan = quickPlan({
      sweep: { ...quickPlan().sweep, threads: [1, 2] },
      repetitions: { least: 2, most: 9, targetShare: 0.02 },
    })
    const { variants, repetitions } = await labBench().lab.forecast(plan)
    expect([variants, repetitions]).toEqual([4, { least: 16, most: 72 }])
  })

  it('says what speaks against it', async () => {
    const bench = labBench()
    const obstacles = async (change: Parameters<typeof quickPlan>[0]) =>
      (await bench.lab.forecast(quickPlan(change))).obstacles
    const { sweep } = quickPlan()
    expect(await obstacles({ speedTests: [] })).toEqual(['nothing-to-measure'])
    expect(await obstacles({ modelIds: ['q4', 'gone'] })).toEqual(['model-unreachable'])
    expect(await obstacles({ sweep: { ...sweep, kvTypeV: ['q8_0'], flashAttention: ['on', 'off'] } })).toEqual([
      'value-cache-needs-flash-attention',
    ])
    expect(await obstacles({ sweep: { ...sweep, kvTypeV: ['q8_0'], flashAttention: ['auto'] } })).toEqual([])
    const threads = Array.from({ length: 16 }, (_, index) => index + 1)
    expect(await obstacles({ sweep: { ...sweep, threads, gpuLayers: [0, 1, 2] } })).toEqual(['too-many-variants'])
    const tight = labBench({}, { fit: { fitInto: () => wontFit, freeMemory: () => ({ ramBytes: 1, gpu: null }) } })
    expect((await tight.lab.forecast(quickPlan())).obstacles).toEqual(['does-not-fit'])
    const lost = labBench({}, { isReachable: (id) => id === 'q4' })
    expect((await lost.lab.forecast(quickPlan())).obstacles).toEqual(['model-unreachable'])
  })

  it('tells what a reference takes on the disk', async () => {
    const bench = labBench()
    for (const id of ['q8', 'q4']) bench.models.set(id, storedModel(id, { vocabularySize: 50_000 }))
    const quality = { referenceModelId: null, textPath: null, contextTokens: 512, chunks: 16, diskBudgetBytes: 0 }
    const { referenceBytes } = await bench.lab.forecast(quickPlan({ quality }))
    expect((referenceBytes ?? 0) / (16 * 255 * 50_000 * 4)).toBeCloseTo(1, 2)
  })
})

const wontFit = {
  verdict: 'wont-fit' as const,
  requiredBytes: 2,
  availableBytes: 1,
  contextTokens: 512,
  gpuLayers: null,
  source: 'header' as const,
}
