import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { environmentBefore } from '../../main/core/lab/run/environment.ts'
import { machineFacts } from '../../main/core/lab/run/machine-facts.ts'
import { newRun } from '../../main/core/lab/run/new-run.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { PowerSources } from '../../main/core/meter/power-sources.ts'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import { setSystemTimer } from '../../main/core/set-timer.ts'
import { EngineLogFile } from '../../main/engine/host/engine-log-file.ts'
import { ForkedEngineLink } from '../../main/engine/host/forked-engine-link.ts'
import { ForkedLabEngine } from '../../main/engine/host/forked-lab-engine.ts'
import { SystemWatch } from '../../main/probes/lab-watch/system-watch.ts'
import { storedModel } from '../support/engine-bench.ts'
import { labBench, labHardware, quickPlan } from '../support/lab-bench.ts'
import { engineChildPath } from '../support/real-engine.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { steadyCollector } from '../support/steady-power.ts'

const labChildPath = resolve(import.meta.dirname, '../../main/engine/lab/index.ts')
const watts = 30

/** The lab over llama.cpp's own processes, this machine's counters, and a meter that reads the same power all the time. */
async function realLab() {
  const folder = mkdtempSync(join(tmpdir(), 'wattle-lab-'))
  const log = new EngineLogFile(folder)
  const sources = new PowerSources({
    collectors: [steadyCollector(watts)],
    settings: new LiveValue(defaultSettings),
    now: Date.now,
  })
  const path = await starterModelPath()
  const starter = storedModel('starter', { path, quantization: 'Q4_1', sizeBytes: 98_000_000 })
  const bench = labBench(
    {},
    {
      now: Date.now,
      monotonicNow: monotonicNowMs,
      setTimer: setSystemTimer,
      createLabEngine: () => new ForkedLabEngine({ childPath: labChildPath, log }),
      createEngineLink: () => new ForkedEngineLink({ childPath: engineChildPath, log }),
      models: { resolve: async () => starter },
      stored: { getListed: () => starter },
      feed: sources,
      watch: new SystemWatch(),
    },
  )
  sources.start()
  onTestFinished(async () => {
    await bench.lab.close()
    await sources.close()
    await log.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await expect.poll(() => sources.charged.value).not.toBeNull()
  return { ...bench, starter }
}

it('a run of the starter measures speed, memory, energy, a prompt and quality with real llama.cpp', async () => {
  const bench = await realLab()
  const plan = quickPlan({
    modelIds: ['starter'],
    speedTests: [
      { promptTokens: 32, generatedTokens: 0, depthTokens: 0 },
      { promptTokens: 0, generatedTokens: 8, depthTokens: 16 },
    ],
    // What is measured of memory is measured after a whole micro-batch.
    sweep: { ...quickPlan().sweep, microBatchTokens: [64] },
    prompts: ['content-generation'],
    repetitions: { least: 1, most: 1, targetShare: null },
    quality: { referenceModelId: null, textPath: null, contextTokens: 128, chunks: 2, diskBudgetBytes: 1e9 },
  })
  // A whole answer takes minutes on a busy machine: the run is gone on with as one whose answers are short.
  const environment = environmentBefore('cpu', 'unknown')
  const planned = newRun(plan, [bench.starter], { machine: machineFacts(labHardware), environment, atMs: Date.now() })
  const tests = planned.tests.map((test) => (test.kind === 'prompt' ? { ...test, maxTokens: 8 } : test))
  bench.store.lab.insert({ ...planned, state: 'paused', tests }, [])
  await bench.lab.resume(planned.id)
  await expect.poll(() => bench.lab.isAtWork, { timeout: 220_000, interval: 200 }).toBe(false)
  const run = bench.store.lab.find(planned.id) ?? expect.unreachable('no run')
  expect(run.problem).toBeNull()
  expect(run.variants[0]?.problem).toBeUndefined()
  expect(run).toMatchObject({ state: 'done', blocksDone: 1 })
  expect(run.variants[0]?.model.description).toMatch(/^llama/)
  expect(run.variants[0]?.parameters.threads).toBeGreaterThan(0)
  expect(run.environment.buildNumber).toBeGreaterThan(0)
  // The weights alone are 98 MB.
  expect(run.memory[0]?.residentBytes).toBeGreaterThan(60e6)
  const perplexity = run.quality[0]?.perplexity.value ?? Number.NaN
  expect(perplexity).toBeGreaterThan(5)
  expect(perplexity).toBeLessThan(500)
  const samples = bench.store.lab.samples(planned.id)
  expect(samples.map(({ test }) => test)).toEqual([0, 1, 2])
  for (const { tokensPerSecond, energy, durationNs, felt, test } of samples) {
    expect(tokensPerSecond).toBeGreaterThan(1)
    expect((energy?.energyJ.central ?? 0) / ((watts * durationNs) / 1e9)).toBeCloseTo(1, 1)
    if (test < 2) continue
    expect(felt?.ttftMs).toBeGreaterThan(0)
    expect(felt?.interTokenP50Ms).toBeLessThanOrEqual(felt?.interTokenP99Ms ?? 0)
  }
}, 240_000)

// The bug: a cancelled run leaves llama.cpp working, or the interface waits for the end of a long repetition.
it('a run that is cancelled ends llama.cpp in the midst of a repetition', async () => {
  const bench = await realLab()
  const { id } = await bench.lab.start(
    quickPlan({ modelIds: ['starter'], speedTests: [{ promptTokens: 0, generatedTokens: 4000, depthTokens: 0 }] }),
  )
  await expect.poll(() => bench.lab.progress.value?.phase, { timeout: 30_000 }).toBe('measuring')
  await bench.lab.cancel(id)
  expect(bench.store.lab.find(id)).toMatchObject({ state: 'cancelled', sampleCount: 0 })
  expect(bench.lease.holder.value).toBeNull()
})
