import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabRunWithSamples, LabSample } from '#contract/lab/run.ts'
import { labVerdictSchema } from '#contract/lab/verdict.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { aLabRun, aLabVariant, aLadderRun, noLimits, pp512, someSamples, tg128 } from '../../../../support/lab-runs.ts'

describe('the verdict of a ladder', () => {
  const limits = { ...noLimits, leastTokensPerSecond: 25, mostKlDivergence: 0.05, prefer: 'energy' as const }
  const verdict = verdictOf(aLadderRun('large'), limits, null)

  it('is valid by the contract, and the same each time', () => {
    expect(labVerdictSchema.parse(verdict)).toEqual(verdict)
    expect(verdictOf(aLadderRun('large'), limits, null)).toEqual(verdict)
  })

  it('is against the recommended variant, unless another is asked for that there is', () => {
    expect(verdict.recommended).toBe(3)
    expect(verdict.baseline).toBe(3)
    expect(verdictOf(aLadderRun('large'), limits, 0).baseline).toBe(0)
    expect(verdictOf(aLadderRun('large'), limits, 99).baseline).toBe(3)
    expect(verdict.comparisons.some(({ variant }) => variant === 3)).toBe(false)
  })

  it('has a cell for each test of each variant, and takes the shallow tests for its axes', () => {
    expect(verdict.cells).toHaveLength(30)
    expect(verdict.speedTest).toBe(1)
    expect(verdict.prefillTest).toBe(0)
  })

  it('says which limits are broken and what is dominated, by what is preferred and quality', () => {
    expect(verdict.axes).toEqual({ x: 'energy', y: 'kl-divergence' })
    expect(verdict.standings.map(({ breaks }) => breaks)).toEqual([
      ['speed'],
      [],
      [],
      [],
      ['kl-divergence'],
      ['kl-divergence'],
    ])
    // Q3_K_M takes more energy than Q4_K_M and is worse; Q2_K is worse still, and takes the least.
    expect(verdict.standings.map(({ dominatedBy }) => dominatedBy)).toEqual([null, null, null, null, 3, null])
  })

  it('goes by the axes that are asked for', () => {
    const bySize = verdictOf(aLadderRun('large'), limits, null, { x: 'file-size', y: 'kl-divergence' })
    expect(bySize.axes.x).toBe('file-size')
    expect(bySize.standings.map(({ dominatedBy }) => dominatedBy)).toEqual([null, null, null, null, null, null])
  })
})

describe('the standing of a variant', () => {
  function standings(rates: number[], sizes: number[]) {
    const variants = sizes.map((sizeBytes, place) => aLabVariant({ sizeBytes }, { label: `${place}` }))
    const samples = someSamples({ tests: [tg128], blocks: 7, rates: rates.map((rate) => [rate]) })
    const run = aLabRun({ variants, tests: [tg128], samples })
    return { run, ...verdictOf(run, noLimits, 0, { x: 'speed', y: 'file-size' }) }
  }

  it('names of those that beat it one that is not beaten itself', () => {
    // The third is slower and larger than both of the others, the first than the second.
    expect(standings([50, 60, 40], [200, 100, 300]).standings.map(({ dominatedBy }) => dominatedBy)).toEqual([
      1,
      null,
      1,
    ])
  })

  it('is not undone by a repetition in which nothing was generated', () => {
    const { run } = standings([50, 60, 40], [200, 100, 300])
    const samples = run.samples.map((each) =>
      each.block === 0 && each.variant === 2 ? { ...each, tokensPerSecond: 0 } : each,
    )
    const broken = verdictOf({ ...run, samples }, noLimits, 0, { x: 'speed', y: 'speed' })
    expect(broken.standings[2]?.dominatedBy).toBe(1)
  })

  it('counts memory of the processor and of the graphics card together', () => {
    const { figures } = verdictOf(aLadderRun('large'), noLimits, 0).standings[3] ?? {}
    expect(figures?.memory?.value).toBe((610 + 5693) * 1_048_576)
  })

  it('has no divergence where there was nothing to diverge from, and none of 0 but the reference itself', () => {
    const run = aLadderRun('small')
    const alone = { ...run, quality: run.quality.map((quality) => ({ ...quality, against: null })) }
    const divergences = verdictOf(alone, noLimits, 0).standings.map(({ figures }) => figures['kl-divergence']?.value)
    expect(divergences).toEqual([0, ...Array.from({ length: 6 }, () => undefined)])
  })
})

describe('a run in which little was measured', () => {
  it('has no verdict where nothing was', () => {
    expect(() => verdictOf(aLabRun({ samples: [] }), noLimits, null)).toThrow(
      expect.objectContaining({ code: 'LAB_RUN_EMPTY' }),
    )
    expect(() => verdictOf(aLabRun({ variants: [], samples: [] }), noLimits, null)).toThrow(
      expect.objectContaining({ code: 'LAB_RUN_EMPTY' }),
    )
  })

  it('has one of quality alone', () => {
    const verdict = verdictOf({ ...aLadderRun('small'), samples: [] }, { ...noLimits, prefer: 'quality' }, null)
    expect(labVerdictSchema.parse(verdict).cells).toEqual([])
    expect(verdict.recommended).toBe(0)
  })

  it('has one of a single repetition, without intervals, and without a clear difference', () => {
    const samples = someSamples({
      tests: [pp512, tg128],
      blocks: 1,
      rates: [
        [400, 60],
        [500, 80],
      ],
    })
    const verdict = verdictOf(aLabRun({ samples }), noLimits, 0)
    expect(labVerdictSchema.parse(verdict).drift).toBeNull()
    expect(verdict.cells[0]?.tokensPerSecond).toMatchObject({ standardDeviation: 0, mad: 0, interval95: null })
    expect(verdict.comparisons.map(({ difference }) => difference)).toEqual(['none', 'none'])
    expect(verdict.standings.map(({ dominatedBy }) => dominatedBy)).toEqual([null, null])
  })

  it('leaves out samples that point to no variant or test of the run', () => {
    const run = aLabRun()
    const [sample] = run.samples
    if (sample === undefined) throw new Error('the run has samples')
    const stray = [
      { ...sample, variant: 9 },
      { ...sample, test: 9 },
    ]
    expect(verdictOf({ ...run, samples: [...run.samples, ...stray] }, noLimits, 0)).toEqual(verdictOf(run, noLimits, 0))
  })
})

describe('what makes a run trusted less', () => {
  const rates = [[60], [80]]

  it('is counted by sample: what was flagged as it was measured, and outliers that show afterwards', () => {
    const samples = someSamples({ tests: [tg128], blocks: 9, rates, noise: 0.002 }).map(
      (sample): LabSample =>
        sample.block === 4 && sample.variant === 1
          ? { ...sample, tokensPerSecond: 50, flags: ['other-load'] }
          : { ...sample, flags: sample.block === 0 ? ['throttled'] : [] },
    )
    const verdict = verdictOf(aLabRun({ tests: [tg128], samples }), noLimits, 0)
    expect(verdict.flags).toEqual([
      { flag: 'other-load', samples: 1 },
      { flag: 'throttled', samples: 2 },
      { flag: 'outlier', samples: 1 },
    ])
    expect(verdict.cells[1]?.flags).toEqual(['throttled', 'other-load', 'outlier'])
  })

  it('is a drift of the baseline, said of its samples', () => {
    const samples = someSamples({ tests: [tg128], blocks: 9, rates, noise: 0.002, drift: -0.01 })
    const verdict = verdictOf(aLabRun({ tests: [tg128], samples }), noLimits, 1)
    expect(verdict.drift?.isFlagged).toBe(true)
    expect(verdict.drift?.perBlock).toHaveLength(9)
    expect(verdict.flags).toEqual([{ flag: 'drift', samples: 9 }])
    expect(verdict.cells.map(({ flags }) => flags)).toEqual([[], ['drift']])
  })
})

describe('whatever was measured', () => {
  const anyNumber = fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1e12, noNaN: true }))
  const anySample = fc.record({
    block: fc.integer({ min: 0, max: 6 }),
    variant: fc.integer({ min: 0, max: 2 }),
    test: fc.integer({ min: 0, max: 2 }),
    tokensPerSecond: anyNumber,
    generatedTokens: fc.integer({ min: 0, max: 128 }),
    joules: fc.option(anyNumber),
    ttftMs: fc.option(anyNumber),
  })
  const tests = [pp512, tg128, { kind: 'prompt' as const, prompt: 'summarization' as const, maxTokens: 64 }]
  const prefer = fc.constantFrom(
    'speed' as const,
    'quality' as const,
    'memory' as const,
    'energy' as const,
    'cost' as const,
  )
  const qualities = fc.array(
    fc.record({ variant: fc.integer({ min: 0, max: 2 }), nll: anyNumber, kl: fc.option(anyNumber) }),
    {
      maxLength: 3,
    },
  )

  it('the verdict holds no figure that is none, and points to nothing that there is not', () => {
    fc.assert(
      fc.property(
        fc.array(anySample, { minLength: 1, maxLength: 40 }),
        qualities,
        prefer,
        (some, quality, preferred) => {
          const verdict = verdictOf(
            anyRun(some, quality),
            { ...noLimits, leastTokensPerSecond: 5, prefer: preferred },
            null,
          )
          expect(labVerdictSchema.safeParse(verdict).error).toBeUndefined()
          for (const { variant } of [...verdict.cells, ...verdict.standings]) expect(variant).toBeLessThan(3)
          for (const { tokensPerSecond } of verdict.cells) {
            expect(tokensPerSecond.interval95?.low ?? 0).toBeGreaterThanOrEqual(0)
          }
          for (const { dominatedBy, variant } of verdict.standings) expect(dominatedBy).not.toBe(variant)
        },
      ),
    )
  })

  type Sampled = typeof anySample extends fc.Arbitrary<infer T> ? T : never
  type Qualities = typeof qualities extends fc.Arbitrary<infer T> ? T : never

  function anyRun(some: readonly Sampled[], quality: Qualities): LabRunWithSamples {
    const variants = ['F16', 'Q8_0', 'Q2_K'].map((quantization, place) =>
      aLabVariant({ quantization, sizeBytes: 3 - place }),
    )
    const [sample] = someSamples({ tests, blocks: 1, rates: [[1, 1, 1]] })
    if (sample === undefined) throw new Error('there is a sample')
    const samples = some.map(({ joules, ttftMs, ...rest }, order): LabSample => {
      const energyJ = joules === null ? null : { low: joules / 2, central: joules, high: joules * 2 }
      return {
        ...sample,
        ...rest,
        order,
        promptTokens: 0,
        felt:
          rest.test === 2 && ttftMs !== null
            ? { ttftMs, interTokenP50Ms: 1, interTokenP95Ms: 1, interTokenP99Ms: 1, decodeEnergyJ: energyJ }
            : null,
        energy:
          energyJ === null
            ? null
            : {
                energyJ,
                netEnergyJ: null,
                provenance: 'estimated',
                scopes: [],
                leavesOut: [],
                isTooShort: rest.block % 2 === 0,
                gapMs: 0,
                money: { currency: 'EUR', amount: energyJ },
              },
      }
    })
    const [, measured] = aLadderRun('small').quality
    if (measured?.against == null) throw new Error('the ladder has quality')
    const { against } = measured
    return aLabRun({
      variants,
      tests,
      samples,
      quality: quality.map(({ variant, nll, kl }) => ({
        ...measured,
        variant,
        chunks: [0, 1].map((chunk) => ({ chunk, tokens: 255, meanNll: nll + chunk, meanKl: kl, sameTop: null })),
        against: kl === null ? null : { ...against, meanKl: { value: kl, uncertainty: 0 } },
      })),
    })
  }
})
