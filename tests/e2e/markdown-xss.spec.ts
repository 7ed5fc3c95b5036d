/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'
import { findLiveParts } from '../support/inert-page.ts'
import { markdownAttacks } from '../support/markdown-attacks.ts'

// Hostile model output in a real browser, over the real shell: while it is streamed, character by character, and from history.
// AnythingLLM's CVE-2026-32626 was a renderer for streams that was laxer than the one for history.

declare global {
  var liveParts: string[]
  var findInPage: typeof findLiveParts
  var hacked: unknown
}

test.use({ trace: 'off' })

let app: FakeWebApp
const strangers: string[] = []

test.beforeEach(async ({ page }) => {
  app = await startFakeWebApp()
  const { origin } = new URL(app.url)
  strangers.length = 0
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) strangers.push(request.url())
  })
  page.on('dialog', (dialog) => {
    strangers.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(`globalThis.findInPage = ${findLiveParts}`)
  await page.addInitScript(() => {
    globalThis.liveParts = []
    const look = () => {
      for (const root of document.querySelectorAll('.markdown')) {
        globalThis.liveParts.push(
          ...globalThis.findInPage(root).map((part) => `${part} in ${root.textContent?.slice(0, 80)}`),
        )
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
})
test.afterEach(() => app.close())

const expectInert = async (page: Page) => {
  expect(await page.evaluate(() => globalThis.liveParts)).toEqual([])
  expect(await page.evaluate(() => globalThis.hacked)).toBeUndefined()
  expect(strangers).toEqual([])
}

test('hostile Markdown stays inert, streamed and from history', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto(app.url)
  const field = page.getByRole('textbox', { name: 'Your question' })
  const attacks = Object.entries(markdownAttacks)
  for (const [index, [name, attack]] of attacks.entries()) {
    app.engine.script = {
      ...app.engine.script,
      tokens: () => [...attack, '\n\nEnd ', String(index), '.'],
      tokensPerSecond: 0,
    }
    await test.step(name, async () => {
      await field.fill(`Attack ${index}`)
      await field.press('Enter')
      await expect.poll(() => app.engine.requests.length).toBe(index + 1)
      await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
      await expectInert(page)
    })
  }
  expect(app.engine.requests).toHaveLength(attacks.length)

  await page.reload()
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages.getByText(`Attack ${attacks.length - 1}`)).toBeVisible()
  await messages.focus()
  // Every message comes into sight once.
  for (let at = 0; at < 200 && !(await messages.getByText('Attack 0', { exact: true }).isVisible()); at += 1) {
    await page.keyboard.press('PageUp')
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await expect(messages.getByText('Attack 0', { exact: true })).toBeVisible()
  await expectInert(page)
})

test('a link opens apart from the app, which stays where it is', async ({ page, context }) => {
  app.engine.script = {
    ...app.engine.script,
    tokens: () => ['See [the page](https://example.com/a?b=c) and [this](javascript:alert(1)).'],
  }
  await context.route('https://example.com/**', (route) => route.fulfill({ body: 'elsewhere' }))
  await page.goto(app.url)
  await page.getByRole('textbox', { name: 'Your question' }).fill('Link')
  await page.keyboard.press('Enter')
  const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: 'the page' }).click()])
  expect(opened.url()).toBe('https://example.com/a?b=c')
  expect(await opened.evaluate(() => globalThis.opener)).toBeNull()
  await expect(page.getByRole('link', { name: 'this' })).toHaveCount(0)
})
