import { expect, test } from 'vitest'
import { compareRuns } from '../../../../../main/core/lab/verdict/compare-runs.ts'
import {
  aLabEnvironment,
  aLabMachine,
  aLabRun,
  aLabVariant,
  aLadderRun,
  pp512,
  someSamples,
  tg128,
} from '../../../../support/lab-runs.ts'

const tests = [pp512, tg128]

function measured(rates: number[][], seed = 1) {
  return aLabRun({ tests, samples: someSamples({ tests, blocks: 7, rates, seed }) })
}

test('the same variants are put against each other test by test, unpaired', () => {
  const { rows } = compareRuns(
    measured([
      [400, 60],
      [500, 80],
    ]),
    measured(
      [
        [400, 55],
        [500, 80],
      ],
      2,
    ),
  )
  expect(rows.map(({ label, test: name, difference }) => [label, name, difference])).toEqual([
    ['Q8_0', 'pp512', 'none'],
    ['Q8_0', 'tg128', 'lower'],
    ['Q4_K_M', 'pp512', 'none'],
    ['Q4_K_M', 'tg128', 'none'],
  ])
  expect(rows[1]?.ratio.value).toBeCloseTo(55 / 60, 1)
  expect(rows[1]?.before.samples).toBe(7)
})

test('tests are the same by what they do, not by their place', () => {
  const turned = aLabRun({
    tests: [tg128, pp512],
    samples: someSamples({
      tests: [tg128, pp512],
      blocks: 5,
      rates: [
        [60, 400],
        [80, 500],
      ],
    }),
  })
  const { rows } = compareRuns(
    measured([
      [400, 60],
      [500, 80],
    ]),
    turned,
  )
  expect(rows.every(({ difference }) => difference === 'none')).toBe(true)
  const other = { ...pp512, promptTokens: 1024 } as const
  const apart = aLabRun({ tests: [other], samples: someSamples({ tests: [other], blocks: 5, rates: [[60], [80]] }) })
  expect(compareRuns(turned, apart).rows).toEqual([])
})

test('two runs of one variant each are put against each other whatever they are called', () => {
  const of = (quantization: string, rate: number) =>
    aLabRun({
      variants: [aLabVariant({ quantization })],
      tests: [tg128],
      samples: someSamples({ tests: [tg128], blocks: 5, rates: [[rate]] }),
    })
  const { rows } = compareRuns(of('Q8_0', 60), of('Q4_K_M', 90))
  expect(rows).toMatchObject([{ label: 'Q8_0 → Q4_K_M', difference: 'higher' }])
})

test('runs without a common variant have nothing to compare', () => {
  const large = aLadderRun('large')
  const other = { ...large, variants: large.variants.map((variant) => ({ ...variant, label: `${variant.label} x` })) }
  expect(compareRuns(large, other)).toMatchObject({ rows: [], quality: [] })
})

test('perplexities are put beside each other only by one tokenizer on one text', () => {
  const run = aLadderRun('small')
  expect(compareRuns(run, run).quality).toHaveLength(7)
  if (run.qualitySetup === null) throw new Error('the ladder has quality')
  const elsewhere = { ...run, qualitySetup: { ...run.qualitySetup, textSha256: 'other' } }
  expect(compareRuns(run, elsewhere).quality).toEqual([])
  expect(compareRuns(run, elsewhere).differs).toEqual(['text'])
  expect(compareRuns(run, { ...run, quality: [] }).quality).toEqual([])
  const variants = run.variants.map((each) => ({ ...each, model: { ...each.model, tokenizerHash: 'other' } }))
  expect(compareRuns(run, { ...run, variants }).quality).toEqual([])
})

test('what differs between the two is said, and a missing text is none', () => {
  const run = measured([
    [400, 60],
    [500, 80],
  ])
  expect(compareRuns(run, run).differs).toEqual([])
  expect(compareRuns(run, aLadderRun('small')).differs).not.toContain('text')
  const variants = run.variants.map(({ model, parameters, ...rest }) => ({
    ...rest,
    model: { ...model, sizeBytes: model.sizeBytes + 1 },
    parameters: { ...parameters, threads: 2 },
  }))
  const changed = aLabRun({
    variants,
    machine: { ...aLabMachine, fingerprint: 'other' },
    environment: { ...aLabEnvironment, engineBuild: 'other', backend: 'cuda', powerSource: 'battery' },
  })
  const all = ['machine', 'engine', 'backend', 'parameters', 'power-source', 'file']
  expect(compareRuns(run, changed).differs).toEqual(all)
})

test('a file is known by its hash, where both have one', () => {
  const hashed = (sha256: string, sizeBytes: number) => aLabRun({ variants: [aLabVariant({ sha256, sizeBytes })] })
  expect(compareRuns(hashed('a', 1), hashed('a', 2)).differs).toEqual([])
  expect(compareRuns(hashed('a', 1), hashed('b', 1)).differs).toEqual(['file'])
})
