import { expect, type Locator, type Page, test } from '@playwright/test'
import { FakeLabEngine } from '../support/fake-lab-engine.ts'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'

// The bug: something of the lab that only a mouse can reach. No test here clicks.
let app: FakeWebApp

test.beforeEach(async ({ page }) => {
  app = await startFakeWebApp({}, { labEngine: new FakeLabEngine({ pace: 0.1 }) })
  await page.goto(app.url)
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeFocused()
  await page.keyboard.press('Control+2')
  await expect(page.getByRole('heading', { level: 1, name: 'New experiment' })).toBeVisible()
})
test.afterEach(() => app.close())

/** Presses Tab until the element has the focus, as a person does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 90; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${target}.`)
}

/** Chooses the one model, with two numbers of threads, and begins. */
async function begin(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('checkbox', { name: /^F16/ }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('radio', { name: /^Standard/ }))
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: /^Quick/ })).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: /^Parameters/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'Threads' }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1, 2')
  const start = page.getByRole('button', { name: 'Start', exact: true })
  await expect(start).toBeEnabled()
  await tabTo(page, start)
  await page.keyboard.press('Enter')
}

test('a run is set up, begun, paused, gone on with, and read', async ({ page }) => {
  await begin(page)
  await tabTo(page, page.getByRole('button', { name: 'Pause after this run' }))
  await expect(page.getByText('In use by Lab')).toBeVisible()
  await page.keyboard.press('Enter')
  const goOn = page.getByRole('button', { name: 'Go on' })
  await goOn.waitFor()
  const figure = page.getByRole('application', { name: /^Fig. 1/ })
  await tabTo(page, figure)
  await page.keyboard.press('Home')
  await expect(page.getByText(/^Block 1, turn 1/).first()).toBeVisible()
  await tabTo(page, goOn)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Run again' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Threads' })).toHaveCount(0)
  await expect(page.getByRole('checkbox', { name: /^F16/ })).toBeChecked()
})

test('a run that is stopped keeps what it measured, and the chat waits for it meanwhile', async ({ page }) => {
  await begin(page)
  await page.getByRole('button', { name: 'Stop and keep' }).waitFor()
  await page.keyboard.press('Control+1')
  await expect(page.getByText('In use by Lab: the chat answers when the run has ended or is paused.')).toBeVisible()
  await page.keyboard.press('Control+2')
  await tabTo(page, page.getByRole('button', { name: 'Stop and keep' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Cancelled after/)).toBeVisible()
})
