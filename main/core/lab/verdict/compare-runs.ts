import { mean } from 'simple-statistics'
import type { LabModel, LabRunWithSamples, LabVariant } from '#contract/lab/run.ts'
import type { RunComparison } from '#contract/lab/verdict.ts'
import { differenceOf } from '../statistics/difference.ts'
import { unpairedRatio } from '../statistics/log-ratio.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { testName } from '../test-name.ts'
import { SampleTable } from './sample-table.ts'

/** One variant in both runs, by its place in each. */
type Pair = { label: string; before: number; after: number }

type Rows = RunComparison['rows']

/**
 * Puts two runs against each other, of one machine or of two: variants of the same label, or the only ones of both, in each test that both have.
 * Nothing is paired, since the blocks are of different times.
 */
export function compareRuns(before: LabRunWithSamples, after: LabRunWithSamples): RunComparison {
  const pairs = pairsOf(before.variants, after.variants)
  return {
    rows: pairs.flatMap((pair) => rowsOf(pair, before, after)),
    quality: pairs.flatMap((pair) => qualityOf(pair, before, after)),
    differs: differencesOf(pairs, before, after),
  }
}

function pairsOf(before: readonly LabVariant[], after: readonly LabVariant[]): Pair[] {
  const same = before.flatMap(({ label }, place) => {
    const other = after.findIndex((variant) => variant.label === label)
    return other < 0 ? [] : [{ label, before: place, after: other }]
  })
  const [only, itsOther] = [before[0], after[0]]
  if (same.length > 0 || before.length !== 1 || after.length !== 1 || only === undefined || itsOther === undefined) {
    return same
  }
  return [{ label: `${only.label} → ${itsOther.label}`, before: 0, after: 0 }]
}

function rowsOf(pair: Pair, before: LabRunWithSamples, after: LabRunWithSamples): Rows {
  const [beforeRates, afterRates] = [ratesByTest(before, pair.before), ratesByTest(after, pair.after)]
  return [...beforeRates].flatMap(([test, rates]): Rows => {
    const later = afterRates.get(test)
    const ratio = later === undefined ? null : unpairedRatio(later, rates)
    if (later === undefined || ratio === null) return []
    const { value, interval95 } = ratio
    return [
      {
        label: pair.label,
        test,
        before: summed(rates),
        after: summed(later),
        ratio: { value, interval95 },
        difference: differenceOf(ratio),
      },
    ]
  })
}

function ratesByTest(run: LabRunWithSamples, variant: number): Map<string, number[]> {
  const table = new SampleTable(run.samples)
  return new Map(
    run.tests.flatMap((test, place) => {
      const rates = table.of(variant, place).map(({ tokensPerSecond }) => tokensPerSecond)
      return rates.length === 0 ? [] : [[testName(test), rates] as const]
    }),
  )
}

function summed(rates: number[]): Rows[number]['before'] {
  return { mean: mean(rates), interval95: meanInterval(rates), samples: rates.length }
}

/** Perplexities of one tokenizer on one text and context: others say nothing of each other. */
function qualityOf(pair: Pair, before: LabRunWithSamples, after: LabRunWithSamples): RunComparison['quality'] {
  const [one, other] = [before.variants[pair.before]?.model, after.variants[pair.after]?.model]
  const isOneTokenizer = one !== undefined && one.tokenizerHash !== '' && one.tokenizerHash === other?.tokenizerHash
  if (!isOneTokenizer || textOf(before) === null || textOf(before) !== textOf(after)) return []
  const perplexityIn = ({ quality }: LabRunWithSamples, variant: number) =>
    quality.find((each) => each.variant === variant)?.perplexity
  const [earlier, later] = [perplexityIn(before, pair.before), perplexityIn(after, pair.after)]
  return earlier === undefined || later === undefined ? [] : [{ label: pair.label, before: earlier, after: later }]
}

function textOf({ qualitySetup }: LabRunWithSamples): string | null {
  return qualitySetup === null ? null : `${qualitySetup.textSha256} ${qualitySetup.contextTokens}`
}

function differencesOf(
  pairs: readonly Pair[],
  before: LabRunWithSamples,
  after: LabRunWithSamples,
): RunComparison['differs'] {
  const some = (differ: (one: LabVariant, other: LabVariant) => boolean) =>
    pairs.some((pair) => {
      const [one, other] = [before.variants[pair.before], after.variants[pair.after]]
      return one !== undefined && other !== undefined && differ(one, other)
    })
  const bothHaveText = textOf(before) !== null && textOf(after) !== null
  const differ: Record<RunComparison['differs'][number], boolean> = {
    machine: before.machine.fingerprint !== after.machine.fingerprint,
    engine: before.environment.engineBuild !== after.environment.engineBuild,
    backend: before.environment.backend !== after.environment.backend,
    parameters: some((one, other) => JSON.stringify(one.parameters) !== JSON.stringify(other.parameters)),
    text: bothHaveText && textOf(before) !== textOf(after),
    'power-source': before.environment.powerSource !== after.environment.powerSource,
    file: some((one, other) => isOtherFile(one.model, other.model)),
  }
  return differOrder.filter((each) => differ[each])
}

const differOrder: RunComparison['differs'] = [
  'machine',
  'engine',
  'backend',
  'parameters',
  'text',
  'power-source',
  'file',
]

/** By what is in them: the same file has another name elsewhere. */
function isOtherFile(one: LabModel, other: LabModel): boolean {
  return one.sha256 !== null && other.sha256 !== null ? one.sha256 !== other.sha256 : one.sizeBytes !== other.sizeBytes
}
