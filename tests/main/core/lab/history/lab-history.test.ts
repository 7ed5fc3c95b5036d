import { expect, test } from 'vitest'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { Fault } from '../../../../../main/core/fault.ts'
import { LabHistory } from '../../../../../main/core/lab/history/lab-history.ts'
import { benchRow, reasonOf } from '../../../../support/import-rows.ts'
import { aLabEnvironment, aLabRun, aLadderRun, noLimits, someSamples, tg128 } from '../../../../support/lab-runs.ts'
import { tempStore } from '../../../../support/temp-store.ts'

const wholePage = { offset: 0, limit: 500 }

/** A history over a real database, which holds some runs. */
function historyOf(runs: readonly LabRunWithSamples[], { present = '' } = {}) {
  const repository = tempStore().lab
  repository.insertAll(runs)
  const history = new LabHistory({ repository, isPresent: (runId) => runId === present, now: () => 5000 })
  const ids = () => history.list({}, wholePage).runs.map(({ id }) => id)
  return { history, repository, ids }
}

const archive = (...runs: readonly LabRunWithSamples[]) => JSON.stringify({ format: 'wattle-lab', version: 1, runs })
const notFound = expect.objectContaining({ code: 'LAB_RUN_NOT_FOUND' })

test('whatever is asked of a run that is not there is refused', () => {
  const { history } = historyOf([aLabRun()])
  const asking: (() => unknown)[] = [
    () => history.run('nowhere'),
    () => history.runWithSamples('nowhere'),
    () => history.verdict('nowhere', noLimits, null),
    () => history.compareRuns('run-1', 'nowhere'),
    () => history.compareRuns('nowhere', 'run-1'),
    () => history.annotate('nowhere', { name: 'x' }),
    () => history.cost('nowhere'),
  ]
  for (const ask of asking) expect(ask).toThrow(notFound)
  expect(history.changes.value).toBe(0)
})

test('a run is read with its samples, and its verdict is of them', () => {
  const run = aLadderRun('small')
  const { history } = historyOf([run, aLabRun({ id: 'empty', samples: [] })])
  expect(history.runWithSamples(run.id).samples).toEqual(run.samples)
  expect(history.verdict(run.id, noLimits, null).cells).toHaveLength(run.variants.length * run.tests.length)
  expect(() => history.verdict('empty', noLimits, null)).toThrow(expect.objectContaining({ code: 'LAB_RUN_EMPTY' }))
  expect(history.facets().quantizations.length).toBeGreaterThan(5)
})

// Catches: notes that another annotation wipes out, a tag that is doubled, and a change that no window hears of.
test('annotating changes what it names, and tells readers', () => {
  const { history } = historyOf([aLabRun()])
  expect(history.annotate('run-1', { notes: 'Quiet', tags: ['a', 'b', 'a'] })).toMatchObject({
    hasNotes: true,
    tags: ['a', 'b'],
  })
  expect(history.annotate('run-1', { name: 'Named' })).toMatchObject({ name: 'Named', tags: ['a', 'b'] })
  expect(history.run('run-1').notes).toBe('Quiet')
  expect(history.changes.value).toBe(2)
})

test('runs are removed and restored together, never the present one, and readers are told', () => {
  const { history, ids } = historyOf([aLabRun({ id: 'a' }), aLabRun({ id: 'b' }), aLabRun({ id: 'now' })], {
    present: 'now',
  })
  expect(() => history.remove(['a', 'now'])).toThrow(expect.objectContaining({ code: 'LAB_BUSY' }))
  expect(ids()).toHaveLength(3)
  history.remove(['a', 'b'])
  expect(ids()).toEqual(['now'])
  expect(() => history.run('a')).toThrow(notFound)
  history.restore(['a'])
  expect(ids()).toContain('a')
  expect(history.changes.value).toBe(2)
})

test('two runs are put against each other, and many make trends', () => {
  const slower = (id: string, rate: number, startedAtMs: number) =>
    aLabRun({
      id,
      startedAtMs,
      environment: { ...aLabEnvironment, engineBuild: id },
      tests: [tg128],
      samples: someSamples({ tests: [tg128], blocks: 8, rates: [[rate], [rate * 2]], seed: startedAtMs }),
    })
  const { history } = historyOf([slower('new', 54, 2000), slower('old', 60, 1000)])
  const [row] = history.compareRuns('old', 'new').rows
  expect(row?.ratio.value).toBeCloseTo(0.9, 1)
  const trends = history.trends({})
  expect(trends.map(({ points }) => points.map(({ runId }) => runId))).toEqual([
    ['old', 'new'],
    ['old', 'new'],
  ])
  expect(trends[0]?.changes).toMatchObject([{ runId: 'new', engineBefore: 'old', engineAfter: 'new' }])
  expect(history.trends({ quantization: 'Q8_0' })).toHaveLength(2)
  expect(history.trends({ quantization: 'F32' })).toEqual([])
})

test('a run’s cost is the money of its repetitions, by currency', () => {
  const run = aLadderRun('small')
  const [first] = run.samples
  if (first?.energy == null) throw new Error('The ladder has energy')
  const dollars = { currency: 'USD', amount: { low: 1, central: 2, high: 3 } }
  const samples = [...run.samples, { ...first, order: 99_999, energy: { ...first.energy, money: dollars } }]
  const { history } = historyOf([{ ...run, samples }, aLabRun()])
  const euros = run.samples.reduce((sum, { energy }) => sum + (energy?.money?.amount.central ?? 0), 0)
  expect(history.cost(run.id)).toEqual([
    { currency: 'EUR', amount: expect.objectContaining({ central: expect.closeTo(euros, 9) }) },
    dollars,
  ])
  expect(history.cost('run-1')).toEqual([])
})

// Catches: a run that is doubled or overwritten by its own export, and one that was removed and does not come back.
test('an import takes what is not there, leaves what is, and brings back what was removed', () => {
  const here = aLabRun({ id: 'here', notes: 'Mine', tags: ['mine'] })
  const { history, ids } = historyOf([here, aLabRun({ id: 'removed' })])
  history.remove(['removed'])
  const before = history.runWithSamples('here')
  const text = archive(
    { ...here, name: 'Other', notes: '' },
    aLadderRun('small'),
    aLabRun({ id: 'removed', name: 'X' }),
  )
  const imported = history.import('runs.json', text)
  expect(imported.map(({ id, isImported }) => [id, isImported])).toEqual([
    ['here', false],
    ['ladder-small', true],
    ['removed', false],
  ])
  expect(history.runWithSamples('here')).toEqual(before)
  expect(ids()).toHaveLength(3)
  const { value } = history.changes
  expect(history.import('again.json', text)).toEqual(imported)
  expect(ids()).toHaveLength(3)
  expect(history.changes.value).toBe(value)
  expect(history.runWithSamples('ladder-small').samples).toEqual(aLadderRun('small').samples)
})

test('llama-bench’s rows come in once, whatever their file is called', () => {
  const { history, ids } = historyOf([])
  const text = [benchRow(), benchRow({ n_gen: 64 })].map((row) => JSON.stringify(row)).join('\n')
  const [run] = history.import('a.jsonl', text)
  expect(run).toMatchObject({ isImported: true, sampleCount: 4, blocksDone: 2, energyJ: null })
  expect(history.import('b.jsonl', text)).toEqual([run])
  expect(ids()).toHaveLength(1)
  expect(history.verdict(run?.id ?? '', noLimits, null).cells).toHaveLength(2)
})

test('where a file is refused, or the disk is full, nothing of it stays and nobody is told', () => {
  const { history, repository, ids } = historyOf([])
  const text = archive(aLabRun({ id: 'a' }), aLabRun({ id: 'b' }))
  expect(reasonOf(() => history.import('broken.json', text.slice(0, -5)))).toMatchObject({ fileName: 'broken.json' })
  const full = new Fault('DISK_FULL')
  const insertAll = () => {
    throw full
  }
  const failing = new LabHistory({
    ...{ repository: { ...repository, insertAll, summary: () => null, isRemoved: () => false } },
    ...{ isPresent: () => false, now: () => 5000 },
  })
  expect(() => failing.import('full.json', text)).toThrow(full)
  expect([history.changes.value, failing.changes.value, ids()]).toEqual([0, 0, []])
})
