import { expect, test } from 'vitest'
import { type LabRunWithSamples, labRunWithSamplesSchema } from '#contract/lab/run.ts'
import { importRuns } from '../../../../../main/core/lab/import/import-runs.ts'
import { reasonOf } from '../../../../support/import-rows.ts'
import { aLabRun, aLadderRun } from '../../../../support/lab-runs.ts'

const archive = (runs: readonly unknown[], head: object = {}) => ({ format: 'wattle-lab', version: 1, runs, ...head })
const importText = (text: string) => importRuns('runs.json', text, { now: () => 5000 })
const importArchive = (...args: Parameters<typeof archive>) => importText(JSON.stringify(archive(...args)))

const elsewhere = (run: LabRunWithSamples): LabRunWithSamples => ({
  ...run,
  isImported: true,
  variants: run.variants.map((variant) => ({ ...variant, model: { ...variant.model, modelId: null } })),
  qualitySetup: run.qualitySetup && {
    ...run.qualitySetup,
    reference: { ...run.qualitySetup.reference, modelId: null },
  },
})

// Catches: a part of a run that an import loses, and an id of another library that is taken for one of this.
test('runs come whole, under their own ids, and their models are of no library here', () => {
  const runs = [
    aLadderRun('small'),
    aLadderRun('large'),
    aLabRun({ tags: ['x'], notes: 'Words', importedFrom: 'llama-bench' }),
  ]
  for (const text of [JSON.stringify(archive(runs)), JSON.stringify(archive(runs), null, 2)]) {
    const read = importText(text)
    expect(read).toEqual(runs.map(elsewhere))
    for (const run of read) expect(labRunWithSamplesSchema.parse(run)).toEqual(run)
  }
})

// Catches: counts and sums that are taken from the file, where they may be anything.
test('what a list shows is worked out from the samples, not believed', () => {
  const run = aLadderRun('small')
  const lies = {
    sampleCount: 7,
    blocksDone: 99,
    hasQuality: false,
    modelNames: ['Lie'],
    hasNotes: true,
    energyJ: null,
    machineName: 'lie',
  }
  expect(importArchive([{ ...run, ...lies }])).toEqual([elsewhere(run)])
})

test('samples are put in order, and a run under way is one that was interrupted', () => {
  const run = aLabRun()
  const [read] = importArchive([{ ...run, state: 'running', samples: run.samples.toReversed() }])
  expect(read?.samples).toEqual(run.samples)
  expect(read?.state).toBe('interrupted')
  expect(importArchive([{ ...run, state: 'paused' }])[0]?.state).toBe('interrupted')
  expect(importArchive([{ ...run, state: 'cancelled' }])[0]?.state).toBe('cancelled')
})

// Catches: keys of prototypes that reach an object of ours, and unknown keys that are kept.
test('keys of prototypes change nothing', () => {
  const run = aLabRun({ state: 'failed', problem: { code: 'INTERNAL', params: {}, detail: null } })
  const text = JSON.stringify(archive([run]))
    .replace('"params":{}', '"params":{"__proto__":"x","constructor":"y"}')
    .replace('"format"', '"__proto__":{"version":9},"format"')
  const [read] = importText(text)
  expect(read).not.toHaveProperty('polluted')
  expect(Object.getPrototypeOf(read?.problem?.params)).toBe(Object.prototype)
  expect(importArchive([{ ...run, extra: 1 }])[0]).not.toHaveProperty('extra')
})

const run = aLabRun()
const [firstSample] = run.samples
const sample = (changes: object) => ({ samples: [{ ...firstSample, ...changes }] })
const aRange = { low: 1, central: 2, high: 3 }
const energy = (energyJ: object) =>
  sample({
    energy: {
      ...{ energyJ, netEnergyJ: null, provenance: 'estimated', scopes: [], leavesOut: [] },
      isTooShort: false,
      gapMs: 0,
      money: null,
    },
  })

// Catches: each kind of hostile run that would be written, or that fails as something unforeseen.
test.each<[what: string, changes: object, reason: string]>([
  ['no plan', { plan: undefined }, 'missing-field'],
  ['a number for a name', { name: 1 }, 'bad-value'],
  ['an unknown state', { state: 'exploded' }, 'bad-value'],
  ['an id with a path', { id: '../../etc' }, 'bad-value'],
  ['an empty id', { id: '' }, 'bad-value'],
  ['a time beyond dates', { startedAtMs: 8_640_000_000_000_001 }, 'bad-value'],
  ['a time that is no number', { startedAtMs: null }, 'bad-value'],
  ['a negative time', { startedAtMs: -1 }, 'bad-value'],
  ['a name without end', { name: 'x'.repeat(1001) }, 'bad-value'],
  ['notes without end', { notes: 'x'.repeat(100_001) }, 'too-many'],
  ['a tag without end', { tags: ['x'.repeat(41)] }, 'bad-value'],
  ['too many tags', { tags: Array.from({ length: 51 }, () => 'x') }, 'bad-value'],
  ['too many variants', { variants: Array.from({ length: 1001 }, () => run.variants[0]) }, 'too-many'],
  ['no variants', { variants: [], samples: [] }, 'inconsistent'],
  ['two variants of one label', { variants: [run.variants[0], run.variants[0]] }, 'inconsistent'],
  ['a sample that is none', { samples: [7] }, 'bad-value'],
  ['a sample without a rate', sample({ tokensPerSecond: undefined }), 'missing-field'],
  ['a negative rate', sample({ tokensPerSecond: -1 }), 'bad-value'],
  ['a rate of nothing', sample({ tokensPerSecond: null }), 'bad-value'],
  ['a sample of no variant', sample({ variant: 2 }), 'inconsistent'],
  ['a sample of no test', sample({ test: 2 }), 'inconsistent'],
  [
    'a sample with what is felt',
    sample({ felt: { ttftMs: 1, interTokenP50Ms: 1, interTokenP95Ms: 1, interTokenP99Ms: 1, decodeEnergyJ: null } }),
    'inconsistent',
  ],
  ['a block without end', sample({ block: Number.MAX_SAFE_INTEGER }), 'bad-value'],
  ['two samples of one place', { samples: [firstSample, firstSample] }, 'inconsistent'],
  ['negative energy', energy({ low: -1, central: 1, high: 2 }), 'bad-value'],
  ['energy upside down', energy({ low: 3, central: 2, high: 1 }), 'bad-value'],
  [
    'memory of no variant',
    { memory: [{ variant: 5, residentBytes: 1, vramBytes: null, loadMs: 1, idlePowerW: aRange }] },
    'inconsistent',
  ],
  [
    'two memories of a variant',
    { memory: [0, 0].map((variant) => ({ variant, residentBytes: 1, vramBytes: null, loadMs: 1, idlePowerW: null })) },
    'inconsistent',
  ],
  [
    'a chunk that is none',
    {
      quality: [
        {
          variant: 0,
          isComplete: true,
          chunks: [{}],
          tokens: 1,
          perplexity: { value: 1, uncertainty: 0 },
          against: null,
          durationMs: 1,
        },
      ],
    },
    'missing-field',
  ],
  ['quality that is none', { quality: [null] }, 'bad-value'],
])('a run with %s is refused, and so is the whole file', (_, changes, reason) => {
  const importing = () => importArchive([run, { ...aLabRun({ id: 'second' }), ...changes }])
  expect(reasonOf(importing)).toEqual({ fileName: 'runs.json', reason, line: 1 })
})

test('a file that has a run twice is refused', () => {
  expect(reasonOf(() => importArchive([run, { ...run, name: 'Other' }]))).toMatchObject({ reason: 'inconsistent' })
})

test('the line of a refusal is where its run begins', () => {
  const text = JSON.stringify(
    archive([run, aLabRun({ id: 'x', name: '"{[\\' }), { ...run, id: 'y', state: 'odd' }]),
    null,
    2,
  )
  const { line } = reasonOf(() => importText(text))
  expect(text.split('\n')[Number(line) - 1]).toBe('    {')
  expect(text.split('\n')[Number(line)]).toBe('      "id": "y",')
})

test.each<[what: string, text: string, reason: string]>([
  ['of a newer Wattle', JSON.stringify(archive([run], { version: 2 })), 'newer-version'],
  ['without a version', JSON.stringify(archive([run], { version: undefined })), 'missing-field'],
  ['of version nothing', JSON.stringify(archive([run], { version: 0 })), 'bad-value'],
  ['without runs', JSON.stringify(archive([])), 'bad-value'],
  ['without a list of runs', JSON.stringify(archive([run], { runs: undefined })), 'missing-field'],
  ['with a run that is a list', JSON.stringify(archive([[]])), 'bad-value'],
  [
    'with a rate without end',
    JSON.stringify(archive([run])).replace(/"tokensPerSecond":[\d.]+/, '"tokensPerSecond":1e999'),
    'bad-value',
  ],
  ['that ends early', JSON.stringify(archive([run])).slice(0, -9), 'broken-json'],
  [
    'with a million numbers for chunks',
    `{"format":"wattle-lab","version":1,"runs":[{"chunks":[${'1,'.repeat(1_000_000)}1]}]}`,
    'too-many',
  ],
])('a file %s is refused', (_, text, reason) => {
  expect(reasonOf(() => importText(text))).toMatchObject({ fileName: 'runs.json', reason })
})
