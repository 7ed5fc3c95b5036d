import { describe, expect, test } from 'vitest'
import type { FitEstimate } from '#contract/models.ts'
import {
  contextSteps,
  longestFittingTokens,
  stepPosition,
  tickSteps,
} from '../../../../../renderer/features/library/load/context-steps.ts'

describe('the steps of the context slider', () => {
  test('are powers of two with their halves, and end at what the model was trained for', () => {
    expect(contextSteps(2048)).toEqual([512, 768, 1024, 1536, 2048])
    expect(contextSteps(40_960).at(-1)).toBe(40_960)
  })

  test('a model trained on less than the shortest step has that one step', () => {
    expect(contextSteps(256)).toEqual([512])
  })

  test('no step is over the trained length, whatever it is', () => {
    for (const trained of [600, 1000, 4095, 4097, 131_072, 1_000_000]) {
      const steps = contextSteps(trained)
      expect(Math.max(...steps)).toBe(trained)
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    }
  })

  test('a length between two steps lies between them, one beyond the end at the end', () => {
    expect(stepPosition([512, 1024], 768)).toBe(0.5)
    expect(stepPosition([512, 1024], 1024)).toBe(1)
    expect(stepPosition([512, 1024], 9999)).toBe(1)
    expect(stepPosition([512, 1024], 1)).toBe(0)
  })

  test('ticks can be read: not too many, both ends, none beside the last', () => {
    expect(tickSteps(contextSteps(8192))).toEqual([512, 1024, 2048, 4096, 8192])
    const long = tickSteps(contextSteps(1_048_576))
    expect(long.length).toBeLessThanOrEqual(8)
    expect(long.at(-1)).toBe(1_048_576)
    expect(tickSteps(contextSteps(40_960)).slice(-2)).toEqual([16_384, 40_960])
  })
})

describe('the longest context that fits', () => {
  const estimate: FitEstimate = {
    verdict: 'fits',
    requiredBytes: 1000,
    availableBytes: 1500,
    contextTokens: 100,
    gpuLayers: null,
    source: 'header',
    totalLayers: 3,
    devices: [
      {
        kind: 'ram',
        weightsBytes: 600,
        kvCacheBytes: 200,
        computeBytes: 100,
        engineBytes: 100,
        availableBytes: 1500,
      },
    ],
    measured: null,
    ownError: null,
  }

  test('is what is left for the KV cache by its bytes a token', () => {
    expect(longestFittingTokens(estimate)).toBe(350)
  })

  test('is nothing where the weights alone do not fit', () => {
    expect(longestFittingTokens({ ...estimate, availableBytes: 500 })).toBe(0)
  })

  test('is not guessed where something is unknown', () => {
    expect(longestFittingTokens({ ...estimate, devices: [] })).toBeNull()
    expect(longestFittingTokens({ ...estimate, availableBytes: null })).toBeNull()
  })
})
