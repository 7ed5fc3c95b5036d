import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Pricing } from '../../main/core/cost/pricing.ts'
import { Accounting } from '../../main/core/meter/accounting.ts'
import type { KnownAnswer } from '../../main/core/meter/attribution/answer-book.ts'
import { PowerSources } from '../../main/core/meter/power-sources.ts'
import { EngineLogFile } from '../../main/engine/host/engine-log-file.ts'
import { ForkedEngineLink } from '../../main/engine/host/forked-engine-link.ts'
import { serviceBench } from '../support/engine-bench.ts'
import { engineChildPath } from '../support/real-engine.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { steadyCollector } from '../support/steady-power.ts'

const watts = 30

/** The engine service over a real process, with a meter that reads the same power all the time. */
async function meteredEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'wattle-energy-'))
  const log = new EngineLogFile(folder)
  const { models, settings, service, run } = serviceBench(
    () => new ForkedEngineLink({ childPath: engineChildPath, log }),
  )
  models.folder = folder
  symlinkSync(await starterModelPath(), join(folder, 'a.gguf'))
  const sources = new PowerSources({ collectors: [steadyCollector(watts)], settings, now: Date.now })
  const known: KnownAnswer[] = []
  const accounting = new Accounting({
    feed: sources,
    activity: service.activity,
    pricing: new Pricing({ settings, now: Date.now }),
    settings,
    ledger: { addAnswer: () => undefined, addHours: () => undefined },
    memory: { recall: () => null, remember: () => undefined },
    conversationOf: () => 'conversation',
    onKnown: (answer) => known.push(answer),
    onBeat: () => undefined,
    onWritten: () => undefined,
    now: Date.now,
  })
  sources.start()
  accounting.start()
  onTestFinished(async () => {
    await service.close()
    await accounting.close()
    await sources.close()
    await log.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await expect.poll(() => sources.charged.value).not.toBeNull()
  return { run, known }
}

it('the joules of an answer are the power times the engine’s own windows', async () => {
  const { run, known } = await meteredEngine()
  const stop = new AbortController()
  const ended = []
  for await (const event of run('Tell a very long story about a lighthouse keeper.', stop.signal)) {
    if (event.type === 'text' && event.decodeTokens >= 60) stop.abort()
    if (event.type === 'end') ended.push(event.figures)
  }
  const [figures] = ended
  await expect.poll(() => known.length, { timeout: 8000 }).toBe(1)
  const { prefill, decode, energyJ } = known[0]?.energy ?? expect.unreachable('no energy')
  const { prefillMs = 0, decodeMs = 0, prefillTokens, decodeTokens } = figures ?? {}
  expect([prefill.tokens, decode.tokens]).toEqual([prefillTokens, decodeTokens])
  expect(prefill.durationMs).toBeCloseTo(prefillMs, 3)
  expect(decode.durationMs).toBeCloseTo(decodeMs, 3)
  expect((decode.energyJ?.central ?? 0) / ((watts * decodeMs) / 1000)).toBeCloseTo(1, 2)
  expect((prefill.energyJ?.central ?? 0) / ((watts * prefillMs) / 1000)).toBeCloseTo(1, 2)
  expect(energyJ.central / ((watts * (prefillMs + decodeMs)) / 1000)).toBeCloseTo(1, 2)
})
