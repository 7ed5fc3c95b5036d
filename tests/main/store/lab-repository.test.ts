import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { BlindTest } from '#contract/lab/blind-test.ts'
import type { LabFilter } from '#contract/lab/lab.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { QualityTokens } from '../../../main/core/ports/lab-engine.ts'
import type { LabRepository } from '../../../main/core/ports/lab-repository.ts'
import { openStore } from '../../../main/store/open-store.ts'
import {
  aLabEnvironment,
  aLabMachine,
  aLabModel,
  aLabRun,
  aLabVariant,
  aLadderRun,
  someSamples,
  tg128,
} from '../../support/lab-runs.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const wholePage = { offset: 0, limit: 500 }

function insert(repository: LabRepository, { samples, ...run }: LabRunWithSamples): void {
  repository.insert(run, samples)
}

/** A repository with some runs, each a minute later than the one before. */
function repositoryWith(...runs: LabRunWithSamples[]): LabRepository {
  const repository = tempStore().lab
  for (const [index, run] of runs.entries()) {
    insert(repository, { ...run, startedAtMs: run.startedAtMs + index * 60_000 })
  }
  return repository
}

const idsOf = (repository: LabRepository, filter: LabFilter) =>
  repository.list(filter, wholePage).runs.map(({ id }) => id)

// Catches: a column that is not written, read back from another one, or lost in rounding.
test.each([
  ['a plain run', aLabRun({ tags: ['laptop'], notes: 'On the desk', importedFrom: 'llama-bench', isImported: true })],
  ['a ladder with energy, memory and quality', aLadderRun('small')],
  ['a failed run', aLabRun({ state: 'failed', problem: { code: 'OUT_OF_MEMORY', params: { a: 1 }, detail: 'x' } })],
])('%s is read as it was written', (_, run) => {
  const repository = repositoryWith(run)
  const { samples, energyJ, ...rest } = run
  const found = repository.find(run.id)
  expect(found).toMatchObject({ ...rest, sampleCount: samples.length })
  expect(found?.energyJ?.central ?? null).toEqual(energyJ === null ? null : expect.closeTo(energyJ.central, 6))
  expect(repository.samples(run.id)).toEqual(samples)
  expect(repository.summary(run.id)).toEqual(repository.list({}, wholePage).runs[0])
})

// Catches: sums that count a sample twice, or a provenance that is better than the worst part.
test('samples that come one by one come to the same as samples that were there', () => {
  const whole = aLadderRun('small')
  const repository = repositoryWith(whole, { ...whole, id: 'slow', samples: [] })
  for (const sample of whole.samples) repository.addSample('slow', sample)
  const sums = repository.summary(whole.id)
  expect(repository.summary('slow')).toMatchObject({
    sampleCount: sums?.sampleCount,
    energyProvenance: 'device-counter',
  })
  expect(repository.summary('slow')?.energyJ?.central).toBeCloseTo(sums?.energyJ?.central ?? Number.NaN, 6)
  const [first] = whole.samples
  if (first?.energy == null) throw new Error('The ladder has energy')
  repository.addSample('slow', { ...first, order: 9999, energy: { ...first.energy, provenance: 'estimated' } })
  repository.addSample('slow', { ...first, order: 10_000 })
  expect(repository.summary('slow')?.energyProvenance).toBe('estimated')
})

// Catches: a sample that is overwritten, which is to be append-only, and half a write that stays.
test('a sample is never replaced, and a run never inserted over another', () => {
  const run = aLabRun()
  const repository = repositoryWith(run)
  const [first] = run.samples
  if (first === undefined) throw new Error('The run has samples')
  expect(() => repository.addSample(run.id, { ...first, tokensPerSecond: 1 })).toThrow(/UNIQUE/)
  expect(() => insert(repository, aLabRun({ name: 'Another' }))).toThrow(/UNIQUE/)
  expect(repository.samples(run.id)).toEqual(run.samples)
  expect(repository.summary(run.id)?.sampleCount).toBe(run.samples.length)
})

// Catches: an import of which a part stays where another run of the file cannot be written.
test('several runs are inserted all or none', () => {
  const repository = repositoryWith(aLabRun())
  expect(() => repository.insertAll([aLabRun({ id: 'new' }), aLabRun()])).toThrow(/UNIQUE/)
  expect(idsOf(repository, {})).toEqual(['run-1'])
  repository.insertAll([aLabRun({ id: 'new' }), aLabRun({ id: 'newer' })])
  expect(idsOf(repository, {})).toHaveLength(3)
})

test('a change sets what it names, and nothing else', () => {
  const run = aLabRun()
  const repository = repositoryWith(run)
  const { samples, ...before } = run
  const environment = { ...aLabEnvironment, backend: 'cuda' as const, engineBuild: 'newer', buildNumber: 7000 }
  const machine = { ...aLabMachine, fingerprint: 'other', name: 'oak' }
  const problem = { code: 'ENGINE_CRASHED' as const, params: {}, detail: null }
  const variants = [aLabVariant({ name: 'Other model' }, { label: 'Only one' })]
  const change = {
    ...{ state: 'failed' as const, endedAtMs: 5, name: 'New name', notes: 'Words', tags: ['a', 'b'], blocksDone: 3 },
    ...{ environment, machine, problem },
  }
  repository.change(run.id, {})
  expect(repository.find(run.id)).toMatchObject(before)
  repository.change(run.id, { ...change, variants })
  expect(repository.find(run.id)).toEqual({
    ...before,
    ...change,
    ...{ variants, variantLabels: ['Only one'], modelNames: ['Other model'], hasNotes: true },
    ...{ machineName: 'oak', machineFingerprint: 'other', backend: 'cuda', engineBuild: 'newer' },
  })
  repository.change(run.id, { notes: '', problem: null })
  expect(repository.find(run.id)).toMatchObject({ notes: '', hasNotes: false, problem: null, name: 'New name' })
  repository.change('nowhere', { name: 'Nobody' })
  expect(repository.samples(run.id)).toEqual(samples)
})

test('memory and quality have one state a variant, the newest', () => {
  const ladder = aLadderRun('small')
  const { memory, quality, qualitySetup, ...rest } = ladder
  const repository = repositoryWith({ ...rest, memory: [], quality: [], qualitySetup: null, hasQuality: false })
  expect(repository.summary(ladder.id)?.hasQuality).toBe(false)
  for (const one of memory.toReversed()) repository.setMemory(ladder.id, { ...one, loadMs: 1 })
  for (const one of memory.toReversed()) repository.setMemory(ladder.id, one)
  for (const one of quality) repository.setQuality(ladder.id, { ...one, isComplete: false, chunks: [] })
  for (const one of quality) repository.setQuality(ladder.id, one)
  if (qualitySetup !== null) repository.setQualitySetup(ladder.id, qualitySetup)
  expect(repository.find(ladder.id)).toMatchObject({ memory, quality, qualitySetup, hasQuality: true })
})

// Catches: floats cut to 32 bits, a chunk that is doubled after a resume, positions that stay for ever.
test('positions of a chunk are kept to the last bit until the run is done', () => {
  const repository = repositoryWith(aLabRun())
  const tokens = (chunk: number): QualityTokens => ({
    chunk,
    nll: [Math.PI, 1e-300, 12.5],
    referenceNll: [Math.E, 0, 12.25],
    kl: [1 / 3, -1e-17, 0],
    sameTop: [true, false, true],
    durationMs: 12.75,
  })
  const ofReference = { ...tokens(1), referenceNll: [], kl: [], sameTop: [] }
  for (const chunk of [2, 0, 2]) repository.addQualityTokens('run-1', 1, tokens(chunk))
  repository.addQualityTokens('run-1', 0, ofReference)
  expect(repository.qualityTokens('run-1', 1)).toEqual([tokens(0), tokens(2)])
  expect(repository.qualityTokens('run-1', 0)).toEqual([ofReference])
  repository.change('run-1', { state: 'cancelled' })
  expect(repository.qualityTokens('run-1', 1)).toHaveLength(2)
  repository.change('run-1', { state: 'done' })
  expect(repository.qualityTokens('run-1', 1)).toEqual([])
})

// Catches: each filter that lets through too much or too little, and counts that are of another filter than the list.
test('the list is filtered by each of its words, the newest first', () => {
  const day = 86_400_000
  const start = aLabRun().startedAtMs
  const store = tempStore().lab
  insert(store, aLabRun({ id: 'plain', tags: ['desk'], notes: 'With the fan on' }))
  insert(
    store,
    aLabRun({
      id: 'cuda',
      name: 'Überprüfung',
      startedAtMs: start + day,
      state: 'cancelled',
      variants: [aLabVariant({ name: 'Qwen3 8B', quantization: 'Q6_K', fileName: 'Qwen3-8B-Q6_K.gguf' })],
      samples: [],
      machine: { ...aLabMachine, fingerprint: 'm2', name: 'oak' },
      environment: { ...aLabEnvironment, backend: 'cuda' },
      tags: ['desk', '比較 テスト'],
    }),
  )
  insert(
    store,
    aLabRun({ id: 'imported', startedAtMs: start + 2 * day, isImported: true, importedFrom: 'llama-bench' }),
  )
  const cases: [LabFilter, string[]][] = [
    [{}, ['imported', 'cuda', 'plain']],
    [{ modelName: 'Qwen3 8B' }, ['cuda']],
    [{ modelName: 'Qwen3' }, []],
    [{ quantization: 'Q8_0' }, ['imported', 'plain']],
    [{ machineFingerprint: 'm2' }, ['cuda']],
    [{ backend: 'cuda' }, ['cuda']],
    [{ tag: 'desk' }, ['cuda', 'plain']],
    [{ tag: 'desk', state: 'cancelled' }, ['cuda']],
    [{ state: 'done' }, ['imported', 'plain']],
    [{ fromMs: start + day }, ['imported', 'cuda']],
    [{ toMs: start + day }, ['plain']],
    [{ isImported: true }, ['imported']],
    [{ isImported: false }, ['cuda', 'plain']],
    [{ text: 'fan' }, ['plain']],
    [{ text: 'uberpruf' }, ['cuda']],
    [{ text: 'Q6_K' }, ['cuda']],
    [{ text: 'smollm2 q4_k' }, ['imported', 'plain']],
    [{ text: 'desk qwen' }, ['cuda']],
    [{ text: '較 テ' }, ['cuda']],
    [{ text: '—' }, []],
    [{ text: '" OR *' }, []],
    [{ text: '   ' }, ['imported', 'cuda', 'plain']],
  ]
  for (const [filter, ids] of cases) {
    expect({ filter, ids: idsOf(store, filter) }).toEqual({ filter, ids })
    expect(store.list(filter, { offset: 0, limit: 1 }).total).toBe(ids.length)
  }
  expect(store.list({}, { offset: 1, limit: 1 }).runs.map(({ id }) => id)).toEqual(['cuda'])
  // Pages of a group follow each other too: the order is that of the whole list, not of a page.
  const byModel = store.list({}, { offset: 0, limit: 9, order: 'model' }).runs.map(({ modelNames }) => `${modelNames}`)
  expect(byModel).toEqual(byModel.toSorted())
  const pages = [0, 1, 2].flatMap((offset) => store.list({}, { offset, limit: 1, order: 'model' }).runs)
  expect(pages.map(({ modelNames }) => `${modelNames}`)).toEqual(byModel)
  const byMachine = store.list({}, { offset: 0, limit: 9, order: 'machine' }).runs.map(({ machineName }) => machineName)
  expect(byMachine).toEqual(byMachine.toSorted())
})

// Catches: words of a name or a tag that was changed, by which a run is still found, or not yet.
test('a run is found by what it is called now', () => {
  const repository = repositoryWith(aLabRun({ name: 'Before', tags: ['old'] }))
  repository.change('run-1', { name: 'After', tags: ['new'], notes: 'Quiet room' })
  for (const gone of [{ text: 'before' }, { text: 'old' }, { tag: 'old' }]) expect(idsOf(repository, gone)).toEqual([])
  for (const there of [{ text: 'after' }, { text: 'quiet' }, { tag: 'new' }]) {
    expect(idsOf(repository, there)).toEqual(['run-1'])
  }
  repository.change('run-1', { notes: '' })
  expect(idsOf(repository, { text: 'quiet' })).toEqual([])
  expect(repository.facets().tags).toEqual([{ value: 'new', runs: 1 }])
})

test('facets count runs, not variants, and none that is removed', () => {
  const twice = [aLabVariant(), aLabVariant({}, { label: 'Q4_K_M · 4 threads' })]
  const repository = repositoryWith(
    aLabRun({ id: 'a', tags: ['x', 'y'] }),
    aLabRun({ id: 'b', variants: twice, tags: ['x'] }),
    aLabRun({
      id: 'c',
      variants: [aLabVariant({ name: 'Gone' })],
      tags: ['z'],
      environment: { ...aLabEnvironment, backend: 'cuda' },
    }),
  )
  repository.remove(['c'], 1)
  expect(repository.facets()).toEqual({
    modelNames: [{ value: aLabModel().name, runs: 2 }],
    quantizations: [
      { value: 'Q4_K_M', runs: 2 },
      { value: 'Q8_0', runs: 1 },
    ],
    machines: [{ value: aLabMachine.fingerprint, name: 'willow', runs: 2 }],
    backends: [{ value: 'cpu', runs: 2 }],
    tags: [
      { value: 'x', runs: 2 },
      { value: 'y', runs: 1 },
    ],
  })
})

// Catches: rates of two settings in one trend, rates without their block, and runs in the order of their writing.
test('a trend has a row for each test of each variant, the oldest first', () => {
  const samples = someSamples({ tests: [tg128], blocks: 2, rates: [[60], [80]], noise: 0 })
  const threads = aLabVariant({}, { label: 'Q4_K_M · 4 threads' })
  const repository = tempStore().lab
  const variants = [
    aLabVariant(),
    { ...threads, parameters: { ...threads.parameters, threads: 4, kvTypeK: 'q8_0' as const } },
  ]
  insert(repository, aLabRun({ id: 'late', startedAtMs: 9000, tests: [tg128], variants, samples }))
  insert(
    repository,
    aLabRun({ id: 'early', startedAtMs: 1000, tests: [tg128], variants: [aLabVariant()], samples: [] }),
  )
  insert(repository, aLabRun({ id: 'other', startedAtMs: 2000, machine: { ...aLabMachine, fingerprint: 'm2' } }))
  const rows = repository.trendRows({ machineFingerprint: aLabMachine.fingerprint })
  expect(rows.map(({ runId, test: name, quantization }) => [runId, name, quantization])).toEqual([
    ['late', 'tg128 · cpu · 6 threads', 'Q4_K_M'],
    ['late', 'tg128 · cpu · 4 threads · ctk q8_0', 'Q4_K_M'],
  ])
  expect(rows[0]?.rates).toEqual(
    samples.filter(({ variant }) => variant === 0).map(({ block, tokensPerSecond }) => ({ block, tokensPerSecond })),
  )
  expect(repository.trendRows({}).map(({ runId }) => runId)).toContain('other')
})

// Catches: a removed run that is still seen anywhere, one that cannot be brought back, and a purge that takes too many or leaves parts.
test('removed runs are hidden, come back whole, and are purged with all of their parts', () => {
  const folder = tempFolder()
  const store = openStore(storePaths(folder))
  const { lab } = store
  for (const id of ['old', 'recent', 'kept']) insert(lab, { ...aLadderRun('small'), id, tags: [id] })
  lab.remove(['old', 'nowhere'], 1000)
  lab.remove(['recent', 'old'], 2000)
  expect([lab.find('old'), lab.summary('old'), lab.samples('old')]).toEqual([null, null, []])
  expect(idsOf(lab, {})).toEqual(['kept'])
  expect([lab.isRemoved('old'), lab.isRemoved('kept'), lab.isRemoved('nowhere')]).toEqual([true, false, false])
  lab.restore(['old'])
  const { samples, energyJ, ...whole } = aLadderRun('small')
  expect(lab.find('old')).toMatchObject({ ...whole, id: 'old', tags: ['old'] })
  expect(lab.samples('old')).toEqual(samples)
  lab.remove(['old'], 1000)
  lab.remove(['old'], 3000)
  lab.purge(2000)
  lab.restore(['old', 'recent'])
  expect(new Set(idsOf(lab, {}))).toEqual(new Set(['recent', 'kept']))
  lab.remove(['recent', 'kept'], 1)
  lab.purge(2)
  store.close()
  const db = new Database(join(folder, 'wattle.db'))
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE name LIKE 'lab!_%' ESCAPE '!' AND sql LIKE '%STRICT%'`)
    .pluck()
    .all()
  expect(tables).toHaveLength(9)
  for (const table of tables)
    expect([table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0])
  expect(db.prepare(`SELECT count(*) FROM lab_search WHERE lab_search MATCH 'kept'`).pluck().get()).toBe(0)
  db.close()
})

test('only runs that were running become interrupted', () => {
  const states = ['running', 'paused', 'cancelled', 'failed', 'done', 'interrupted'] as const
  const repository = repositoryWith(...states.map((state) => aLabRun({ id: state, state })))
  expect(repository.interruptRunning()).toEqual(['running'])
  expect(repository.interruptRunning()).toEqual([])
  expect(repository.summary('running')?.state).toBe('interrupted')
  expect(repository.summary('paused')?.state).toBe('paused')
})

// Catches: a value of another version that hides a list, or that reaches a reader as if it were of this one.
test('what cannot be read any more hides no other run, and no sample', () => {
  const folder = tempFolder()
  const store = openStore(storePaths(folder))
  insert(store.lab, aLadderRun('small', { id: 'broken' }))
  insert(store.lab, aLadderRun('small', { id: 'odd' }))
  const db = new Database(join(folder, 'wattle.db'))
  db.exec(`
    UPDATE lab_run_details SET plan = '{"preset":"of-tomorrow"}' WHERE run = 1;
    UPDATE lab_runs SET state = 'of-tomorrow', backend = 'npu', model_names = '[1]', provenance = 'guessed' WHERE id = 'odd';
    UPDATE lab_samples SET energy = '{}', felt = 'x', flags = '["of-tomorrow"]' WHERE place = 0;
    UPDATE lab_memory SET memory = 'x' WHERE variant = 0;
    UPDATE lab_quality SET quality = 'null' WHERE variant = 0;
    INSERT INTO lab_quality_tokens VALUES (2, 0, 0, 1, x'00', x'', x'', x''), (2, 0, 1, 1, x'0000000000000000', x'00', x'', x'0101');
  `)
  const { lab } = store
  expect(lab.find('broken')).toBeNull()
  expect(lab.summary('broken')).toMatchObject({ id: 'broken', state: 'done' })
  expect(lab.summary('odd')).toMatchObject({
    state: 'interrupted',
    backend: 'cpu',
    modelNames: [],
    energyProvenance: 'estimated',
  })
  expect(lab.samples('odd')[0]).toMatchObject({ energy: null, felt: null, flags: [] })
  expect(lab.samples('odd')).toHaveLength(aLadderRun('small').samples.length)
  expect(lab.find('odd')?.memory).toHaveLength(6)
  expect(lab.find('odd')?.quality).toHaveLength(6)
  expect(lab.qualityTokens('odd', 0)).toEqual([])
  db.exec(`UPDATE lab_variants SET model = '{}' WHERE run = 2 AND variant = 1`)
  expect(lab.find('odd')).toBeNull()
  db.close()
  store.close()
})

// Catches: a test whose rounds are lost, and one that is kept twice after each round.
test('blind tests are kept as they are, the newest first', () => {
  const { lab } = tempStore()
  const aTest = (id: string, startedAtMs: number): BlindTest & { firstOnLeft: boolean[] } => ({
    id,
    state: 'running',
    startedAtMs,
    rounds: [
      {
        number: 1,
        prompt: 'Why?',
        state: 'to-judge',
        left: { text: 'Since.', isDone: true },
        right: { text: 'Because.', isDone: true },
        choice: null,
        problem: null,
      },
    ],
    models: [aLabModel(), aLabModel({ quantization: 'Q8_0' })],
    result: null,
    firstOnLeft: [true],
  })
  const ended = { ...aTest('a', 1), state: 'ended' as const, firstOnLeft: [true, false] }
  lab.saveBlindTest(aTest('a', 1))
  lab.saveBlindTest(aTest('b', 2))
  lab.saveBlindTest(ended)
  expect(lab.blindTests()).toEqual([aTest('b', 2), ended])
  lab.removeBlindTest('b')
  expect(lab.blindTests()).toEqual([ended])
})
