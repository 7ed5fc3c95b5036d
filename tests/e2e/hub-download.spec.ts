import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { catalog, starterOf } from '../../main/core/library/catalog.ts'
import type { Download } from '../../preload/contract/downloads.ts'
import { defaultSampling } from '../../preload/contract/sampling.ts'
import { type HubServer, startHubServer } from '../support/hub-server.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'
import { connectToWattle } from '../support/wattle-client.ts'
import { startWattle, type WattleProcess } from '../support/wattle-process.ts'

test.describe.configure({ retries: 0 })

const repository = 'test-author/SmolLM2-135M-Instruct-GGUF'
const { file } = starterOf(catalog)
/** The app fetches in ranges side by side, each at this pace. */
const bytesPerSecondAndRange = 2_500_000
/** A kill may cost what came in the last second, and what was on its way. */
const lossPerKillBytes = 25_000_000

/** A hub with the real small model under another repository's name, slow enough for an app to be killed in the middle. */
async function startSlowHub(): Promise<HubServer> {
  const hub = await startHubServer({
    repositories: [
      {
        id: repository,
        licence: 'apache-2.0',
        likes: 12,
        downloads: 3400,
        gguf: { total: 134_515_008, architecture: 'llama', context_length: 8192 },
        files: [{ path: file.fileName, diskPath: await starterModelPath() }],
      },
    ],
    separateContent: true,
  })
  hub.faults.bytesPerSecond = bytesPerSecondAndRange
  return hub
}

/** Follows the one download until it is as wanted; what it was then. */
async function downloadIs(wattle: WattleProcess, isWanted: (download: Download) => boolean): Promise<Download> {
  const { client, close } = connectToWattle(wattle.url)
  try {
    for await (const { downloads } of await client.downloads.watch()) {
      const [download] = downloads
      if (download?.state === 'failed') throw new Error(`The download failed: ${JSON.stringify(download.problem)}`)
      if (download && isWanted(download)) return download
    }
    throw new Error('The app ended before the download was as wanted.')
  } finally {
    close()
  }
}

const receivedShare = (share: number) => (download: Download) => download.receivedBytes >= file.sizeBytes * share

async function searchTheHub(page: Page, words: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Library' }).click()
  await page.getByRole('link', { name: 'On the hub' }).click()
  await page.getByRole('searchbox', { name: 'Search the hub' }).fill(words)
  await page.getByRole('searchbox', { name: 'Search the hub' }).press('Enter')
}

// The bug: a download that a kill, a cut connection or a restart begins again from nothing, or that arrives damaged or half as a model.
test('a model is searched, survives two kills and a cut connection, is verified, loaded and answers', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const hub = await startSlowHub()
  const home = await mkdtemp(join(tmpdir(), 'wattle-hub-'))
  const models = join(home, 'models')
  // A model of one's own is there already, so that the starter is not fetched beside it.
  await mkdir(models)
  await writeTinyGguf(join(models, 'own.gguf'))
  const start = () => startWattle(home, { HF_ENDPOINT: hub.endpoint })
  try {
    const first = await start()
    await page.goto(first.url)
    await searchTheHub(page, 'smollm2')
    await expect(page.getByText('SmolLM2-135M-Instruct').first()).toBeVisible()
    await page
      .getByRole('button', { name: /^Get .*Q4_1/ })
      .first()
      .click()
    await downloadIs(first, receivedShare(0.3))
    await first.kill()

    const second = await start()
    hub.faults.cut(/^\/content\//, 3_000_000, 1)
    await downloadIs(second, receivedShare(0.6))
    await second.kill()
    // What is not whole does not bear a model's name.
    expect((await readdir(models)).filter((name) => name.endsWith('.gguf'))).toEqual(['own.gguf'])

    hub.faults.bytesPerSecond = null
    const third = await start()
    const done = await downloadIs(third, (download) => download.state === 'done')
    expect(done.verification).toBe('sha256')
    expect(done.receivedBytes).toBe(file.sizeBytes)
    // Each start went on from where the one before was killed. To begin again twice would have taken 0.9 of the file more.
    test.info().annotations.push({ type: 'fetched again, bytes', description: String(hub.sentBytes - file.sizeBytes) })
    expect(hub.sentBytes).toBeGreaterThanOrEqual(file.sizeBytes)
    expect(hub.sentBytes - file.sizeBytes).toBeLessThan(2 * lossPerKillBytes)

    await page.goto(third.url)
    const { client, close } = connectToWattle(third.url)
    await client.settings.change({ sampling: { ...defaultSampling, temperature: 0 } })
    close()
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Library' }).click()
    await page.getByRole('link', { name: /^Downloading/ }).click()
    await expect(page.getByText('Checksum verified')).toBeVisible()
    await page.getByRole('button', { name: /^Use/ }).click()
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Chat' }).click()
    const field = page.getByRole('textbox', { name: 'Your question' })
    await field.fill('What is the capital of France?')
    await field.press('Enter')
    const answer = page.getByRole('article', { name: /^Answer by/ })
    await expect(answer).toContainText('Paris', { timeout: 60_000 })
    await expect(answer).toContainText('SmolLM2')
    expect(await third.stop()).toBe(0)
  } finally {
    await hub.close()
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
})
