/// <reference lib="dom" />
/**
 * `npm run screenshots`: pictures of every screen and state, light and dark, wide and narrow, into docs/screenshots/. `chat-light-wide` and
 * its three siblings show the real model; the other states come from a scripted engine, so that they can be had at all.
 */
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { buildWhatIsStale } from '../../main/launch/build.ts'
import { defaultSampling } from '../../preload/contract/sampling.ts'
import { chromiumArguments, findChromium } from './chromium.ts'
import { screens } from './screens.ts'
import { makeStarterHome } from './starter-home.ts'
import { connectToWattle } from './wattle-client.ts'
import { startWattle } from './wattle-process.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = resolve(root, 'docs/screenshots')
const widths = { wide: { width: 1440, height: 900 }, narrow: { width: 820, height: 900 } } as const
const wanted = process.argv.slice(2)

async function takeAll(page: Page, name: string): Promise<void> {
  for (const [width, viewport] of Object.entries(widths)) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: resolve(folder, `${name}-${colorScheme}-${width}.png`), animations: 'disabled' })
    }
  }
  console.error(name)
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: widths.wide, locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  return context.newPage()
}

/** Two questions to the starter model, at temperature 0. */
async function takeRealChat(browser: Browser): Promise<void> {
  const home = await makeStarterHome()
  const wattle = await startWattle(home.folder)
  const { client, close } = connectToWattle(wattle.url)
  await client.settings.change({ sampling: { ...defaultSampling, temperature: 0 } })
  const page = await newPage(browser)
  await page.goto(wattle.url)
  const field = page.getByRole('textbox', { name: 'Your question' })
  for (const [index, question] of [
    'What is the capital of France?',
    'Which river runs through it? Answer in one sentence.',
  ].entries()) {
    await field.fill(question)
    await field.press('Enter')
    await expect(page.getByRole('article', { name: /^Answer by/ }).nth(index)).toContainText('TTFT', {
      timeout: 60_000,
    })
  }
  await takeAll(page, 'chat')
  close()
  await page.context().close()
  await wattle.stop()
  await home.remove()
}

await buildWhatIsStale(root)
await mkdir(folder, { recursive: true })
const executablePath = findChromium()
const browser = await chromium.launch({ args: chromiumArguments, ...(executablePath && { executablePath }) })
if (wanted.length === 0 || wanted.includes('chat')) await takeRealChat(browser)
for (const screen of screens) {
  if (wanted.length > 0 && !wanted.includes(screen.name)) continue
  const app = await screen.open()
  const page = await newPage(browser)
  await page.goto(app.url)
  await screen.reach(page, app)
  await takeAll(page, screen.name)
  await page.context().close()
  await app.close()
}
await browser.close()
