import { describe, expect, it } from 'vitest'
import type { LabSample } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { isEnough } from '../../../../../main/core/lab/run/is-precise.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { FakeLabEngine } from '../../../../support/fake-lab-engine.ts'
import { aLabRun, aLabVariant, labRunStartMs, noLimits, tg128 } from '../../../../support/lab-runs.ts'
import { ManualClock } from '../../../../support/manual-clock.ts'
import { type RateShape, SeededNoise } from '../../../../support/seeded-rates.ts'

// Whether what the lab says of its own sureness is true: 1,000 seeded runs of two models on the fake engine, and how often the truth lies within the
// interval. The percentile bootstrap fails it at 5 and 7 repetitions (85 and 88 of 100), and an interval that forgot to pair fails the drift.

const trials = 1000
const trueRates = [40, 50]
const models = ['q8_0.gguf', 'q4_k_m.gguf']

/** Noise of one repetition in a hundred, as an idle machine has it, and more. */
const quiet: RateShape = { noise: 0.01 }
const noisy: RateShape = { noise: 0.05 }
/** One repetition in fifty is a tenth slower, since another program woke up. The truth is the rate without it. */
const disturbed: RateShape = { noise: 0.01, outliers: 0.02, outlierSize: 0.1 }
const drifting: RateShape = { noise: 0.01, drift: 0.01 }

describe('the interval of a mean', () => {
  it.each([
    [5, 'quiet', quiet],
    [7, 'quiet', quiet],
    [20, 'quiet', quiet],
    [5, 'noisy', noisy],
    [7, 'noisy', noisy],
    [20, 'noisy', noisy],
    [5, 'disturbed', disturbed],
    [7, 'disturbed', disturbed],
    [20, 'disturbed', disturbed],
  ])('of %i repetitions covers the truth in 93 to 97 of 100 runs: %s', async (blocks, _, shape) => {
    const covered = await share(blocks, shape, ({ cells }) => {
      const interval = cells[1]?.tokensPerSecond.interval95
      return interval != null && interval.low <= 50 && 50 <= interval.high
    })
    expect(covered).toBeGreaterThanOrEqual(0.93)
    expect(covered).toBeLessThanOrEqual(0.97)
  })

  it('covers the truth of a run that ends when its intervals are narrow enough', async () => {
    const repetitions = { least: 5, most: 20, targetShare: 0.02 }
    const enough = (samples: LabSample[], blocks: number) => isEnough(samples, blocks, repetitions)
    const covered = await share(20, { noise: 0.02 }, coversBoth, { enough })
    expect(covered).toBeGreaterThanOrEqual(0.93)
    expect(covered).toBeLessThanOrEqual(0.97)
  })
})

describe('the interval of a paired ratio', () => {
  it.each([
    [5, 'quiet', quiet],
    [7, 'quiet', quiet],
    [20, 'quiet', quiet],
    [5, 'noisy', noisy],
    [7, 'noisy', noisy],
    [20, 'noisy', noisy],
    [5, 'disturbed', disturbed],
    [7, 'disturbed', disturbed],
    [20, 'disturbed', disturbed],
    [5, 'drifting', drifting],
    [7, 'drifting', drifting],
    [20, 'drifting', drifting],
  ])('of %i blocks covers the truth in 93 to 97 of 100 runs: %s', async (blocks, _, shape) => {
    const covered = await share(blocks, shape, ({ comparisons }) => {
      const interval = comparisons[0]?.ratio.interval95
      return interval != null && interval.low <= 1.25 && 1.25 <= interval.high
    })
    expect(covered).toBeGreaterThanOrEqual(0.93)
    expect(covered).toBeLessThanOrEqual(0.97)
  })
})

describe('two equal models', () => {
  it.each([
    [5, quiet],
    [7, noisy],
    [20, noisy],
    [7, { ...disturbed, noise: 0.03 }],
    [7, { ...drifting, noise: 0.03 }],
  ])('have no clear difference in 94 of 100 runs or more, at %i blocks: %j', async (blocks, shape) => {
    const none = await share(blocks, shape, ({ comparisons }) => comparisons[0]?.difference === 'none', {
      rates: [50, 50],
    })
    expect(none).toBeGreaterThanOrEqual(0.94)
  })
})

describe('a drift', () => {
  it.each([
    // Five blocks tell no drift from chance but where each is slower than the one before.
    [5, { noise: 0.005, drift: -0.02 }],
    [7, { noise: 0.01, drift: -0.015 }],
    [20, { noise: 0.02, drift: 0.005 }],
  ])('is flagged in 90 of 100 runs or more, at %i blocks: %j', async (blocks, shape) => {
    expect(await share(blocks, shape, isDriftFlagged)).toBeGreaterThanOrEqual(0.9)
  })

  it.each([
    [5, noisy],
    [7, noisy],
    [20, noisy],
    [20, disturbed],
  ])('is not flagged without one in 94 of 100 runs or more, at %i blocks: %j', async (blocks, shape) => {
    expect(await share(blocks, shape, (verdict) => !isDriftFlagged(verdict))).toBeGreaterThanOrEqual(0.94)
  })
})

function isDriftFlagged({ drift, flags }: LabVerdict): boolean {
  expect(flags.some(({ flag }) => flag === 'drift')).toBe(drift?.isFlagged ?? false)
  return drift?.isFlagged ?? false
}

/** Counts a run for half where one of the two is covered. */
function coversBoth({ cells }: LabVerdict): number {
  const covered = cells.filter(({ variant, tokensPerSecond: { interval95 } }) => {
    const truth = trueRates[variant] ?? 0
    return interval95 !== null && interval95.low <= truth && truth <= interval95.high
  })
  return covered.length / cells.length
}

type Options = { rates?: readonly number[]; enough?: (samples: LabSample[], blocks: number) => boolean }

/** The share of seeded runs of which something holds, by their verdicts against the first model. */
async function share(
  blocks: number,
  shape: RateShape,
  holds: (verdict: LabVerdict) => boolean | number,
  options: Options = {},
): Promise<number> {
  let count = 0
  for (let seed = 1; seed <= trials; seed += 1) {
    const samples = await measured(blocks, shape, seed, options)
    const variants = models.map((fileName, place) => aLabVariant({ fileName }, { label: `${place}` }))
    count += Number(holds(verdictOf(aLabRun({ variants, tests: [tg128], samples }), noLimits, 0)))
  }
  return count / trials
}

/** What the fake engine measures in randomised blocks. */
async function measured(
  blocks: number,
  shape: RateShape,
  seed: number,
  { rates = trueRates, enough = () => false }: Options,
): Promise<LabSample[]> {
  const clock = new ManualClock()
  const engine = new FakeLabEngine({ seed, shape, rate: (path) => rates[models.indexOf(path)] ?? 0 }, clock)
  const order = new SeededNoise(trials + seed)
  const signal = new AbortController().signal
  const { parameters } = aLabVariant()
  const test = { promptTokens: 0, generatedTokens: 128, depthTokens: 0 }
  const samples: LabSample[] = []
  for (let block = 0; block < blocks && !enough(samples, block); block += 1) {
    for (const variant of order.order(models.length)) {
      await engine.load({ path: models[variant] ?? '', backend: 'cpu', parameters }, { signal, onProgress: () => {} })
      const { durationNs } = await engine.speed(test, { seed, signal })
      samples.push({
        block,
        order: samples.length,
        variant,
        test: 0,
        startedAtMs: labRunStartMs,
        durationNs,
        tokensPerSecond: 128e9 / durationNs,
        promptTokens: 0,
        generatedTokens: 128,
        felt: null,
        energy: null,
        temperatureC: null,
        otherLoad: null,
        flags: [],
      })
    }
  }
  return samples
}
