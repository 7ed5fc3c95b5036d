import { describe, expect, it } from 'vitest'
import type { LabSample } from '#contract/lab/run.ts'
import { Fault } from '../../../../main/core/fault.ts'
import { blockOrders } from '../../../../main/core/lab/run/block-orders.ts'
import { labBench, progressOf, quickPlan, runEnded } from '../../../support/lab-bench.ts'

describe('a run', () => {
  it('measures each variant once a block, in the order that its seed gives, and each test once', async () => {
    const bench = labBench()
    const { lab, store, engine } = bench
    const { id } = await lab.start(quickPlan())
    const run = await runEnded(bench, id)
    expect(run).toMatchObject({ state: 'done', blocksDone: 3, variantLabels: ['Q8_0', 'Q4_K_M'], problem: null })
    const samples = store.lab.samples(id)
    const order = blockOrders(42, 2, 3)
    expect(samples.map(({ block, variant, test }) => [block, variant, test])).toEqual(
      order.flatMap((variants, block) => variants.flatMap((variant) => [0, 1].map((test) => [block, variant, test]))),
    )
    expect(samples.map((sample) => sample.order)).toEqual(samples.map((_, index) => index))
    // One load a variant and block, one warm-up a load.
    const count = (call: string) => engine.calls.filter((one) => one.call === call).length
    expect([count('load'), count('warm-up'), count('speed')]).toEqual([6, 6, 12])
  })

  it('keeps what only a load tells: description, tokenizer, parameters in force, build and memory', async () => {
    const bench = labBench()
    const { id } = await bench.lab.start(quickPlan())
    const run = await runEnded(bench, id)
    expect(run.variants[0]).toMatchObject({
      model: { description: 'fake 1B Q4_0', tokenizerHash: 'fake-tokenizer', vocabularySize: 49_152 },
      parameters: { threads: 2, gpuLayers: 0 },
    })
    expect(run.environment).toMatchObject({ buildCommit: '8f1a2b3', buildNumber: 6510, backends: 'CPU' })
    expect(run.engineBuild).toBe(run.environment.engineBuild)
    expect(run.memory).toEqual(
      [0, 1].map((variant) => ({ variant, residentBytes: 200e6, vramBytes: null, loadMs: 20, idlePowerW: null })),
    )
  })

  it('refuses a second one while it goes on, and the machine is free after it', async () => {
    const bench = labBench()
    const { lab, lease } = bench
    const { id } = await lab.start(quickPlan())
    await expect(lab.start(quickPlan())).rejects.toMatchObject({ code: 'LAB_BUSY' })
    expect(lease.holder.value).toMatchObject({ kind: 'run', name: 'Two of them', locksChat: true })
    await runEnded(bench, id)
    expect(lease.holder.value).toBeNull()
    expect(lab.progress.value).toBeNull()
  })

  it('streams its samples once each to whoever comes in the midst of it', async () => {
    const bench = labBench()
    const { lab, store } = bench
    const { id } = await lab.start(quickPlan())
    const read = samplesRead(lab.samples(id))
    await runEnded(bench, id)
    expect((await read).flat()).toEqual(store.lab.samples(id))
    expect((await samplesRead(lab.samples(id))).flat()).toEqual(store.lab.samples(id))
    await expect(samplesRead(lab.samples('none'))).rejects.toMatchObject({ code: 'LAB_RUN_NOT_FOUND' })
  })

  it('tells at most four times a second where it stands, and first and last of all at once', async () => {
    const bench = labBench()
    const { lab, clock } = bench
    const toldMs: number[] = []
    lab.progress.subscribe(() => toldMs.push(clock.nowMs))
    const told = progressOf(lab)
    const { id } = await lab.start(quickPlan())
    await runEnded(bench, id)
    const tooSoon = toldMs.filter((ms, index) => index > 0 && ms - (toldMs[index - 1] ?? 0) < 250)
    // The end, and that nothing runs any more.
    expect(tooSoon.length).toBeLessThanOrEqual(2)
    expect(told.at(-1)).toMatchObject({ state: 'done', repetitionsDone: 12, repetitionsPlanned: 12, blocksPlanned: 3 })
    const left = told.flatMap(({ leftMs }) => (leftMs === null ? [] : [leftMs]))
    expect(left.length).toBeGreaterThan(0)
    for (const { low, central, high } of left)
      expect([low, central, high]).toEqual([low, central, high].sort((a, b) => a - b))
    expect(told.at(-1)?.leftMs?.central).toBe(0)
  })
})

describe('what fails', () => {
  it('ends that variant with its reason, and the others go on', async () => {
    const refused = new Fault('LAB_PARAMETERS_REFUSED', { detail: 'no such cache' })
    const bench = labBench({ loadFault: (path) => (path.includes('q8') ? refused : null) })
    const { id } = await bench.lab.start(quickPlan())
    const run = await runEnded(bench, id)
    expect(run.state).toBe('done')
    expect(run.variants.map(({ problem }) => problem)).toEqual([
      { code: 'LAB_PARAMETERS_REFUSED', params: { label: 'Q8_0' }, detail: 'no such cache' },
      undefined,
    ])
    expect(bench.store.lab.samples(id).map(({ variant }) => variant)).toEqual(Array(6).fill(1))
  })

  it('fails the run where nothing could be measured', async () => {
    const bench = labBench({ loadFault: () => new Fault('OUT_OF_MEMORY') })
    const { id } = await bench.lab.start(quickPlan())
    expect(await runEnded(bench, id)).toMatchObject({ state: 'failed', problem: { code: 'OUT_OF_MEMORY' } })
    expect(bench.lease.holder.value).toBeNull()
  })

  it('tries a repetition in which the engine crashed once more', async () => {
    const bench = labBench({ crashAt: (repetition) => repetition === 3 })
    const { id } = await bench.lab.start(quickPlan())
    expect((await runEnded(bench, id)).variants.every(({ problem }) => problem === undefined)).toBe(true)
    expect(bench.store.lab.samples(id)).toHaveLength(12)
  })

  it('gives a variant up whose engine crashes again', async () => {
    const bench = labBench({ crashAt: (repetition) => repetition === 3 || repetition === 4 })
    const { id } = await bench.lab.start(quickPlan())
    const run = await runEnded(bench, id)
    const failed = run.variants.findIndex(({ problem }) => problem?.code === 'ENGINE_CRASHED')
    const samples = bench.store.lab.samples(id)
    expect(samples.filter(({ variant }) => variant === failed)).toHaveLength(1)
    expect(samples.filter(({ variant }) => variant === 1 - failed)).toHaveLength(6)
  })

  it('ends the run where the library is another than it should be', async () => {
    const bench = labBench({ loadFault: () => new Fault('LAB_LIBRARY_MISMATCH', { detail: 'size 80' }) })
    const { id } = await bench.lab.start(quickPlan())
    expect(await runEnded(bench, id)).toMatchObject({ state: 'failed', problem: { code: 'LAB_LIBRARY_MISMATCH' } })
    expect(bench.engine.calls.filter(({ call }) => call === 'load')).toHaveLength(1)
  })

  it('ends the run where its repetitions cannot be written any more, and keeps those that were', async () => {
    const bench = labBench()
    const { store, open } = bench
    const repository = Object.create(store.lab, {
      addSample: {
        value: (...sample: Parameters<typeof store.lab.addSample>) => {
          if (store.lab.samples(sample[0]).length === 5) throw new Fault('DISK_FULL')
          store.lab.addSample(...sample)
        },
      },
    })
    const lab = open({ repository })
    const { id } = await lab.start(quickPlan())
    const run = await runEnded({ ...bench, lab }, id)
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'DISK_FULL' }, sampleCount: 5 })
    expect([bench.lease.holder.value, bench.engine.pid, lab.progress.value]).toEqual([null, null, null])
  })

  it('refuses what cannot be begun', async () => {
    const { lab, lease } = labBench()
    await expect(lab.start(quickPlan({ modelIds: ['gone'] }))).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    await expect(lab.start(quickPlan({ speedTests: [] }))).rejects.toMatchObject({
      code: 'LAB_PLAN_REFUSED',
      params: { obstacle: 'nothing-to-measure' },
    })
    expect(lease.holder.value).toBeNull()
  })
})

async function samplesRead(samples: AsyncIterable<LabSample[]>): Promise<LabSample[][]> {
  const read: LabSample[][] = []
  for await (const some of samples) read.push(some)
  return read
}
