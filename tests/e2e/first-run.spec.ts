import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { defaultSampling } from '../../preload/contract/sampling.ts'
import { connectToWattle } from '../support/wattle-client.ts'
import { startWattle } from '../support/wattle-process.ts'

// The road of the whole app: an empty folder, the model fetched by the app itself, a question, a restart. A break anywhere shows here.
test('a newcomer gets a model, asks, and finds the conversation after a restart', async ({ page }) => {
  test.setTimeout(180_000)
  const home = await mkdtemp(join(tmpdir(), 'wattle-first-run-'))
  try {
    const first = await startWattle(home)
    await page.goto(first.url)
    // The window is there and takes text while the model is still on its way.
    const field = page.getByRole('textbox', { name: 'Your question' })
    await field.fill('What is the capital of France?')

    // The likeliest token always: the answer does not hang on the seed.
    const { client, close } = connectToWattle(first.url)
    await client.settings.change({ sampling: { ...defaultSampling, temperature: 0 } })
    close()

    await field.press('Enter')
    const answer = page.getByRole('article', { name: /^Answer by/ })
    await expect(answer).toContainText('Paris', { timeout: 120_000 })
    await expect(answer).toContainText(/\d+ tokens\s*·\s*[\d.]+ tok\/s\s*·\s*TTFT/)
    await expect(page.getByText('A small model is on its way.')).toBeHidden()
    expect(await first.stop()).toBe(0)

    const second = await startWattle(home)
    await page.goto(second.url)
    await page.getByText('What is the capital of France?').first().click()
    await expect(page.getByRole('article', { name: /^Answer by/ })).toContainText('Paris')
    // The model is there: the second start asks the network for nothing.
    await expect(page.getByText(/^No connection opened since/)).toBeVisible()
    expect(await second.stop()).toBe(0)
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
})
