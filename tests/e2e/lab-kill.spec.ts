import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import type { LabPlan } from '../../preload/contract/lab/plan.ts'
import type { LabSample } from '../../preload/contract/lab/run.ts'
import { makeStarterHome } from '../support/starter-home.ts'
import { connectToWattle, modelIsReady } from '../support/wattle-client.ts'
import { startWattle } from '../support/wattle-process.ts'

test.describe.configure({ retries: 0 })

/** Two variants of the starter, three blocks of two short tests. */
function shortPlan(modelId: string): LabPlan {
  return {
    name: 'Short',
    preset: 'custom',
    modelIds: [modelId],
    sweep: {
      batchTokens: [64],
      microBatchTokens: [32],
      threads: [1, 2],
      gpuLayers: [null],
      kvTypeK: ['f16'],
      kvTypeV: ['f16'],
      flashAttention: ['auto'],
    },
    speedTests: [
      { promptTokens: 16, generatedTokens: 0, depthTokens: 0 },
      { promptTokens: 0, generatedTokens: 8, depthTokens: 0 },
    ],
    prompts: [],
    quality: null,
    repetitions: { least: 3, most: 3, targetShare: null },
    coolDownMs: 0,
    seed: 9,
  }
}

const places = (samples: readonly LabSample[]) =>
  samples.map(({ block, variant, test: place }) => `${block} ${variant} ${place}`)

// The bug: a repetition that the reader saw is gone after the app was killed, the run cannot be gone on with, or something is measured twice.
test('kill -9 of the whole app in the midst of a run loses at most the repetition in progress', async () => {
  test.setTimeout(300_000)
  const home = await makeStarterHome()
  try {
    const wattle = await startWattle(home.folder)
    const { client, close } = connectToWattle(wattle.url)
    const { models } = await modelIsReady(client)
    const run = await client.lab.start(shortPlan(models[0]?.id ?? ''))
    const seen: LabSample[] = []
    for await (const samples of await client.lab.samples({ runId: run.id })) {
      seen.push(...samples)
      if (seen.length >= 4) break
    }
    // Somewhere in the next repetition or load.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 500))
    await wattle.kill()
    close()

    const database = new Database(join(home.folder, 'wattle.db'))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()

    const again = await startWattle(home.folder)
    const next = connectToWattle(again.url)
    await modelIsReady(next.client)
    const found = await next.client.lab.runWithSamples({ runId: run.id })
    expect(found.state).toBe('interrupted')
    expect(found.samples.slice(0, seen.length)).toEqual(seen)
    await next.client.lab.resume({ runId: run.id })
    const all: LabSample[] = []
    for await (const samples of await next.client.lab.samples({ runId: run.id })) all.push(...samples)
    expect(all.slice(0, found.samples.length)).toEqual(found.samples)
    expect(new Set(places(all)).size).toBe(12)
    expect(all).toHaveLength(12)
    expect((await next.client.lab.run({ runId: run.id })).state).toBe('done')
    next.close()
    await again.stop()
  } finally {
    await home.remove()
  }
})
