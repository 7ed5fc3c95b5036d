import { expect, type Page } from '@playwright/test'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import { aFoundSource, FakeCollector } from './fake-collector.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import type { Screen } from './screens.ts'
import { inTokens, showcaseAnswer, showcaseQuestion } from './showcase-answers.ts'

const readEveryMs = 100

/** A chat on a machine of 90 W, of which a counter tells, at 30 cents a kilowatt-hour. */
async function meteredApp(): Promise<FakeWebApp> {
  const source = aFoundSource({ updatePeriodMs: readEveryMs })
  const collector = new FakeCollector([source])
  const beganMs = monotonicNowMs()
  const timer = setInterval(() => {
    const atMs = monotonicNowMs()
    collector.give({ kind: 'counter', sourceId: source.id, atMs, joules: 0.09 * (atMs - beganMs) })
  }, readEveryMs)
  const app = await startFakeWebApp(
    { tokens: () => inTokens(showcaseAnswer), tokensPerSecond: 100, prefillMs: 600 },
    { powerCollectors: [collector] },
  )
  app.core.settings.change({
    tariff: { currency: 'EUR', pricePerKwh: 0.3, periods: [], timeZone: 'Europe/Berlin', source: null },
    carbon: { gramsPerKwh: 342, source: null },
  })
  const close = async () => {
    clearInterval(timer)
    await app.close()
  }
  return { ...app, close }
}

async function askMetered(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Your question' }).fill(showcaseQuestion)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Show the energy of this answer$/ })).toBeVisible({ timeout: 20_000 })
}

/** What the chat says of energy. */
export const energyScreens: Screen[] = [
  {
    name: 'chat-energy',
    open: meteredApp,
    reach: async (page) => {
      await askMetered(page)
      await page.getByRole('button', { name: /Show the energy of this answer$/ }).click()
      await expect(page.getByRole('dialog', { name: 'Energy of this answer' })).toBeVisible()
    },
  },
  {
    name: 'chat-power-sources',
    open: meteredApp,
    reach: async (page) => {
      await askMetered(page)
      await page.getByRole('button', { name: /Show the sources$/ }).click()
      await expect(page.getByRole('dialog', { name: 'Power now' })).toBeVisible()
    },
  },
]
