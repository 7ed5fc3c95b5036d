import { expect, type Page, test } from '@playwright/test'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'
import { inTokens, showcaseAnswer } from '../support/showcase-answers.ts'

// The bug: something that only a mouse can reach. No test here clicks.
let app: FakeWebApp

test.beforeEach(async ({ page }) => {
  app = await startFakeWebApp({ tokens: () => inTokens(showcaseAnswer) })
  await page.goto(app.url)
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeFocused()
})
test.afterEach(() => app.close())

const answers = (page: Page) => page.getByRole('article', { name: /^Answer by/ })

/** Presses Tab until the element has the focus, as a person does. */
async function tabTo(page: Page, name: string | RegExp, { backwards = false } = {}): Promise<void> {
  const target = page.getByRole('button', { name, exact: typeof name === 'string' }).last()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`Tab never came to “${name}”.`)
}

async function ask(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
}

test('ask, break a line, answer again, switch branches, edit', async ({ page }) => {
  await page.keyboard.type('First line')
  await page.keyboard.press('Shift+Enter')
  await ask(page, 'second line')
  await expect(page.getByRole('article', { name: 'Your question' })).toContainText('First line')
  await expect(answers(page)).toContainText('measurable')

  await tabTo(page, 'Answer again', { backwards: true })
  await page.keyboard.press('Enter')
  await expect(page.getByText('2/2')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByText('1/2')).toBeVisible()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(page.getByText('2/2')).toBeVisible()

  await tabTo(page, 'Edit the question')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Other words')
  await tabTo(page, 'Ask')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article', { name: 'Your question' })).toContainText('Other words')
})

test('stop with Escape', async ({ page }) => {
  app.engine.script.tokensPerSecond = 20
  await page.keyboard.type('Write at length')
  await page.keyboard.press('Enter')
  await expect(answers(page)).toContainText('Keys and values')
  await page.keyboard.press('Escape')
  await expect(answers(page)).toContainText('cut short')
})

test('the sections, the model picker and the list of shortcuts open by their keys and give the focus back', async ({
  page,
}) => {
  const sections = ['Chat', 'Lab', 'Meter', 'Library', 'History', 'Settings']
  for (const [index, section] of sections.entries()) {
    await page.keyboard.press(`Control+${index + 1}`)
    await expect(
      page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section }),
    ).toHaveAttribute('aria-current', 'page')
  }
  // The chosen model is loaded at the start.
  await expect.poll(() => app.engine.loads.length).toBe(1)
  await page.keyboard.press('Control+m')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('small')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(() => app.engine.loads.length).toBe(2)
  await page.keyboard.press('Control+1')
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a model is given a context of its own, saved as a profile and loaded with it', async ({ page }) => {
  await page.keyboard.press('Control+m')
  const slider = page.getByRole('slider', { name: 'Context' })
  await expect(slider).toBeVisible()
  for (let presses = 0; presses < 40; presses += 1) {
    if (await slider.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('1,024 tokens')).toBeVisible()
  await tabTo(page, 'Save as…', { backwards: true })
  await page.keyboard.press('Enter')
  await page.keyboard.type('Short')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Profile' })).toHaveText('Short')
  await tabTo(page, /^(Load|Reload)/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(() => app.engine.loads.at(-1)?.options.contextTokens).toBe(1024)
  await expect(page.getByRole('button', { name: /^Model:.*Profile: ?Short/ })).toBeFocused()
})
