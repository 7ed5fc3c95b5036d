import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import type { LabServiceOptions } from '../../../../main/core/lab/lab-service.ts'
import { labPrompts } from '../../../../main/core/lab/prompts/lab-prompts.ts'
import { monotonicNowMs } from '../../../../main/core/monotonic-clock.ts'
import { setSystemTimer } from '../../../../main/core/set-timer.ts'
import { FakeLabEngine } from '../../../support/fake-lab-engine.ts'
import { labBench, quickPlan, runEnded } from '../../../support/lab-bench.ts'

/** The lab by the real clock, as the chat's fake engine has it. */
function realClock(): Partial<LabServiceOptions> {
  return {
    now: Date.now,
    monotonicNow: monotonicNowMs,
    setTimer: setSystemTimer,
    createLabEngine: () => new FakeLabEngine(),
  }
}

const once = { least: 1, most: 1, targetShare: null }

describe('prompts', () => {
  const plan = quickPlan({ speedTests: [], prompts: ['content-generation', 'code-analysis'], repetitions: once })

  it('are asked of the chat’s own engine as a user would, and timed by its clock', async () => {
    const bench = labBench({}, realClock())
    Object.assign(bench.chat, { tokensPerSecond: 200, prefillMs: 30 })
    const { id } = await bench.lab.start(plan)
    const run = await runEnded(bench, id)
    expect(run).toMatchObject({ state: 'done', variants: [{}, {}] })
    // Even without a test of speed, each variant was loaded once for its memory and description.
    expect(run.memory).toHaveLength(2)
    expect(run.variants[1]?.model.description).toBe('fake 1B Q4_0')
    const samples = bench.store.lab.samples(id)
    expect(samples.map(({ test }) => test)).toEqual([0, 1, 0, 1])
    const requests = bench.chats.flatMap((link) => link.requests)
    const loads = bench.chats.flatMap((link) => link.loads)
    expect(loads.map(({ options }) => [options.contextTokens, options.batchTokens, options.backend])).toEqual(
      Array(2).fill([4096, 2048, 'cpu']),
    )
    expect(requests.map(({ history }) => history[0]?.text).slice(0, 2)).toEqual([
      labPrompts['content-generation'].text,
      labPrompts['code-analysis'].text,
    ])
    expect(requests[0]?.sampling).toMatchObject({ temperature: 0, maxTokens: 256 })
    expect(requests[2]?.sampling.seed).toBe(requests[0]?.sampling.seed)
    for (const { felt, durationNs, generatedTokens, tokensPerSecond } of samples) {
      expect(felt?.ttftMs).toBeGreaterThanOrEqual(29)
      expect(durationNs / 1e6).toBeGreaterThanOrEqual((felt?.ttftMs ?? 0) + 25)
      expect([generatedTokens, tokensPerSecond > 0]).toEqual([7, true])
    }
  })

  it('that are longer than a model’s context leave that variant its speed, with the reason', async () => {
    const bench = labBench({}, realClock())
    bench.chat.generateFault = new Fault('PROMPT_LONGER_THAN_CONTEXT')
    const { id } = await bench.lab.start(quickPlan({ prompts: ['summarization'], repetitions: once }))
    const run = await runEnded(bench, id)
    expect(run.state).toBe('done')
    expect(run.variants.map(({ problem }) => problem?.code)).toEqual(Array(2).fill('PROMPT_LONGER_THAN_CONTEXT'))
    expect(bench.store.lab.samples(id).map(({ test }) => test)).toEqual([0, 1, 0, 1])
  })

  it('are not asked with a cache that the chat’s engine does not have', async () => {
    const bench = labBench({}, realClock())
    const sweep = { ...quickPlan().sweep, kvTypeK: ['f32' as const] }
    const { id } = await bench.lab.start(quickPlan({ prompts: ['summarization'], repetitions: once, sweep }))
    const run = await runEnded(bench, id)
    expect(run.variants[0]?.problem).toMatchObject({ code: 'LAB_PARAMETERS_REFUSED', params: { label: 'Q8_0' } })
    expect(bench.chats).toEqual([])
    expect(bench.store.lab.samples(id)).toHaveLength(4)
  })

  it('whose engine crashes are asked once more, with the others', async () => {
    const bench = labBench({}, realClock())
    // The first of them alone.
    const crashAtToken = { enumerable: true, get: () => (bench.chats.length === 0 ? 3 : null) }
    Object.defineProperty(bench.chat, 'crashAtToken', crashAtToken)
    const { id } = await bench.lab.start(plan)
    const run = await runEnded(bench, id)
    expect(bench.chats).toHaveLength(3)
    expect(run.variants.every(({ problem }) => problem === undefined)).toBe(true)
    expect(bench.store.lab.samples(id)).toHaveLength(4)
  })
})

describe('repetitions', () => {
  const repetitions = { least: 3, most: 20, targetShare: 0.02 }

  it('end with the least of them where all means are narrow', async () => {
    const bench = labBench({ shape: { noise: 0.002 } })
    const { id } = await bench.lab.start(quickPlan({ repetitions }))
    expect(await runEnded(bench, id)).toMatchObject({ blocksDone: 3 })
  })

  it('go on while one mean is wide, and no further than the most', async () => {
    const bench = labBench({ shape: { noise: 0.02 } })
    const { id } = await bench.lab.start(quickPlan({ repetitions }))
    const { blocksDone } = await runEnded(bench, id)
    expect(blocksDone).toBeGreaterThan(3)
    expect(blocksDone).toBeLessThan(20)
    const wild = labBench({ shape: { noise: 0.3 } })
    const { id: wildId } = await wild.lab.start(quickPlan({ repetitions }))
    expect(await runEnded(wild, wildId)).toMatchObject({ blocksDone: 20 })
  })
})

describe('what is measured beside the time', () => {
  it('is the energy of each repetition, net of the idle power, and what others did meanwhile', async () => {
    const bench = labBench()
    const { feed, watch, lab, store } = bench
    feed.setPower(40)
    watch.otherLoad = 0.3
    watch.present = { temperatureC: 71, powerSource: 'battery' }
    const { id } = await lab.start(quickPlan({ preset: 'standard', repetitions: once }))
    const run = await runEnded(bench, id)
    expect(run.memory.map(({ idlePowerW }) => idlePowerW?.central)).toEqual([40, 40])
    for (const { energy, durationNs, otherLoad, flags, temperatureC } of store.lab.samples(id)) {
      expect(energy?.energyJ.central).toBeCloseTo((40 * durationNs) / 1e9, 6)
      expect(energy?.netEnergyJ?.central).toBeCloseTo(0, 6)
      expect(otherLoad).toBeCloseTo(0.3, 6)
      expect([flags, temperatureC]).toEqual([['other-load', 'on-battery'], 71])
    }
    expect(run.energyJ?.central).toBeGreaterThan(0)
    expect(run.environment.powerSource).toBe('battery')
  })

  it('is drift, told while the run goes on', async () => {
    const bench = labBench({ shape: { noise: 0.001, drift: -0.01 } })
    const flags: string[][] = []
    bench.lab.progress.subscribe((progress) => progress && flags.push(progress.flags))
    const { id } = await bench.lab.start(quickPlan({ repetitions: { least: 8, most: 8, targetShare: null } }))
    await runEnded(bench, id)
    expect(flags[0]).toEqual([])
    expect(flags.at(-1)).toEqual(['drift'])
  })
})

describe('quality', () => {
  const quality = { referenceModelId: null, textPath: null, contextTokens: 512, chunks: 4, diskBudgetBytes: 1e9 }

  it('is measured after the speed, the largest model the reference, and told chunk by chunk', async () => {
    const bench = labBench()
    const phases = new Set<string>()
    const chunks: number[] = []
    bench.lab.progress.subscribe((progress) => {
      if (progress === null) return
      phases.add(progress.phase)
      chunks.push(progress.chunksDone)
    })
    const { id } = await bench.lab.start(quickPlan({ repetitions: once, quality }))
    const run = await runEnded(bench, id)
    expect(run).toMatchObject({ state: 'done', qualitySetup: { reference: { modelId: 'q8' }, method: 'disk' } })
    expect(run.quality.map(({ isComplete, against }) => [isComplete, against === null])).toEqual([
      [true, true],
      [true, false],
    ])
    expect([...phases]).toContain('quality')
    expect(Math.max(...chunks)).toBe(8)
  })

  it('is paused after a chunk and gone on with', async () => {
    const bench = labBench()
    const plan = quickPlan({ speedTests: [], quality: { ...quality, chunks: 32 } })
    const { id } = await bench.lab.start(plan)
    while ((bench.store.lab.find(id)?.quality.length ?? 0) === 0) await new Promise((resolve) => setImmediate(resolve))
    bench.lab.pause(id)
    expect(await runEnded(bench, id)).toMatchObject({ state: 'paused' })
    await bench.lab.resume(id)
    const run = await runEnded(bench, id)
    expect(run).toMatchObject({ state: 'done', quality: [{ isComplete: true }, { isComplete: true }] })
    expect(run.quality[0]?.chunks).toHaveLength(32)
  })

  it('is refused before the run begins where its text cannot be read', async () => {
    const bench = labBench()
    const plan = quickPlan({ quality: { ...quality, textPath: '/nowhere/text.txt' } })
    await expect(bench.lab.start(plan)).rejects.toMatchObject({ code: 'LAB_TEXT_UNREADABLE' })
    expect(bench.lease.holder.value).toBeNull()
  })
})
