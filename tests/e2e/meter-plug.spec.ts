import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import type { AnswerEnergy } from '../../preload/contract/energy.ts'
import { defaultSampling } from '../../preload/contract/sampling.ts'
import { loadOfProcess } from '../support/fake-load.ts'
import { startFakePlug } from '../support/fake-plug.ts'
import { makeStarterHome } from '../support/starter-home.ts'
import { connectToWattle, modelIsReady } from '../support/wattle-client.ts'
import { startWattle } from '../support/wattle-process.ts'

/** Of the plug's own integral. */
const tolerance = 0.03
const answerMs = 25_000

async function energyOf(
  messageId: string,
  settled: AsyncIterable<{ messageId: string; energy: AnswerEnergy }>,
): Promise<AnswerEnergy> {
  for await (const one of settled) if (one.messageId === messageId) return one.energy
  throw new Error('The app ended before the energy was known.')
}

// A plug's power follows what llama.cpp does. A window that is off by a second, a unit taken for another, or energy that is charged twice or
// to nobody: each is more than the tolerance.
test('the joules of an answer are those that the plug at the wall counted', async ({ page }) => {
  test.setTimeout(180_000)
  const home = await makeStarterHome()
  const wattle = await startWattle(home.folder)
  const plug = await startFakePlug({
    kind: 'shelly-gen2',
    power: loadOfProcess({ pid: wattle.pid, idleW: 20, wattsPerCore: 30 }),
  })
  const { client, close } = connectToWattle(wattle.url)
  try {
    await modelIsReady(client)
    await client.meter.addPlug({ address: plug.address })
    for await (const { charged } of await client.meter.watch()) if (charged?.provenance === 'wall-metered') break

    const settled = await client.meter.answers()
    const { answer } = await client.chat.send({
      conversationId: null,
      parentId: null,
      text: 'Write a very long story about a lighthouse keeper. Describe every room of the house in detail.',
      // The likeliest tokens and no penalty: a small model goes on and on.
      settings: { systemPrompt: '', sampling: { ...defaultSampling, temperature: 0, repeatPenalty: 1 } },
    })
    // As long as the edges of the window need, which a plug that is read once a second knows to a second.
    await delay(answerMs)
    await client.chat.stop({ messageId: answer.id })
    const energy = await energyOf(answer.id, settled)
    const toMonotonic = monotonicNowMs() - Date.now()
    const wallJ = plug.load.integralJ(energy.startedAtMs + toMonotonic, energy.endedAtMs + toMonotonic)
    const { low, central, high } = energy.energyJ
    expect(energy.provenance).toBe('wall-metered')
    expect(energy.decode.isTooShort).toBe(false)
    expect(Math.abs(central / wallJ - 1)).toBeLessThan(tolerance)
    expect(low).toBeLessThan(wallJ)
    expect(high).toBeGreaterThan(wallJ)

    await page.goto(wattle.url)
    await page
      .getByText(/^Write a very long story/)
      .first()
      .click()
    await expect(page.getByRole('article', { name: /^Answer by/ })).toContainText('Wall-metered')
  } finally {
    close()
    await plug.close()
    await wattle.stop()
    await home.remove()
  }
})
