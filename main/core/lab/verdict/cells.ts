import { mean, median, medianAbsoluteDeviation, sampleStandardDeviation } from 'simple-statistics'
import type { LabFlag, LabRun, LabSample } from '#contract/lab/run.ts'
import type { LabCell } from '#contract/lab/verdict.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { outlierPlaces } from '../statistics/outliers.ts'
import { energySum } from './energy-sum.ts'
import type { SampleTable } from './sample-table.ts'

/** Why a sample is trusted less, by sample: its own flags, and whether it is an outlier among those of its test and variant. */
export type FlaggedSample = { sample: LabSample; flags: readonly LabFlag[] }

/** Each test of each variant that has samples, summed up. */
export function cellsOf(run: Pick<LabRun, 'variants' | 'tests'>, table: SampleTable): LabCell[] {
  return run.variants.flatMap((_, variant) =>
    run.tests.flatMap((_, test) => {
      const samples = table.of(variant, test)
      return samples.length === 0 ? [] : [cellOf(variant, test, samples)]
    }),
  )
}

function cellOf(variant: number, test: number, samples: readonly LabSample[]): LabCell {
  const rates = samples.map(({ tokensPerSecond }) => tokensPerSecond)
  const interval95 = meanInterval(rates)
  return {
    variant,
    test,
    samples: samples.length,
    tokensPerSecond: {
      mean: mean(rates),
      median: median(rates),
      standardDeviation: rates.length < 2 ? 0 : sampleStandardDeviation(rates),
      mad: medianAbsoluteDeviation(rates),
      // No rate is below 0, however wide the noise of two or three repetitions is.
      interval95: interval95 === null ? null : { low: Math.max(0, interval95.low), high: interval95.high },
    },
    felt: feltOf(samples),
    ...energySum(samples),
    flags: [...new Set(flagged(samples).flatMap(({ flags }) => flags))],
  }
}

/** The samples of one test of one variant with their flags, those that nobody could know while they were measured included. */
export function flagged(samples: readonly LabSample[]): FlaggedSample[] {
  const outliers = new Set(outlierPlaces(samples.map(({ tokensPerSecond }) => tokensPerSecond)))
  return samples.map((sample, place) => ({
    sample,
    flags: outliers.has(place) ? [...new Set<LabFlag>([...sample.flags, 'outlier'])] : sample.flags,
  }))
}

function feltOf(samples: readonly LabSample[]): LabCell['felt'] {
  const felt = samples.flatMap((sample) => (sample.felt === null ? [] : [{ ...sample.felt, ...sample }]))
  if (felt.length === 0) return null
  const middle = (figure: (each: (typeof felt)[number]) => number) => median(felt.map(figure))
  return {
    ttftMs: middle(({ ttftMs }) => ttftMs),
    interTokenP50Ms: middle(({ interTokenP50Ms }) => interTokenP50Ms),
    interTokenP95Ms: middle(({ interTokenP95Ms }) => interTokenP95Ms),
    interTokenP99Ms: middle(({ interTokenP99Ms }) => interTokenP99Ms),
    endToEndMs: middle(({ durationNs }) => durationNs / 1e6),
  }
}
