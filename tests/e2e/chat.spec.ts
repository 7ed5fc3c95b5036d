/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test'
import { fakeMarkdown } from '../support/fake-engine-text.ts'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'

// The chat as its users meet it, over the real shell, core and database; the engine says what a test tells it to.

let app: FakeWebApp

test.beforeEach(async ({ page }) => {
  app = await startFakeWebApp()
  await page.goto(app.url)
  await expect(field(page)).toBeFocused()
})
test.afterEach(() => app.close())

const field = (page: Page) => page.getByRole('textbox', { name: 'Your question' })
const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })
const says = (text: string, tokensPerSecond = 0) => {
  app.engine.script = {
    ...app.engine.script,
    tokens: () => text.match(/[\s\S]{1,4}/g) ?? [],
    tokensPerSecond,
    crashAtToken: null,
  }
}
const ask = async (page: Page, question: string) => {
  await field(page).fill(question)
  await field(page).press('Enter')
}
const isAtEnd = (page: Page) =>
  messages(page).evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop < 30)

test('a question is answered, and both are there after a reload', async ({ page }) => {
  says('The capital of France is **Paris**.')
  await field(page).pressSequentially('What is the capital')
  await field(page).press('Shift+Enter')
  await field(page).pressSequentially('of France?')
  await field(page).press('Enter')
  await expect(messages(page).getByText('Paris', { exact: true })).toBeVisible()
  await expect(messages(page).getByText('9 tokens', { exact: true })).toBeVisible()
  await expect(field(page)).toHaveValue('')
  await page.reload()
  await expect(messages(page).getByText('Paris', { exact: true })).toBeVisible()
  await expect(messages(page).getByText('What is the capital of France?')).toBeVisible()
})

test('Escape stops an answer, and Continue goes on where it was', async ({ page }) => {
  says('one two three four five six seven eight nine ten', 10)
  await ask(page, 'Count')
  await expect(messages(page).getByText('one two')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(messages(page).getByText('You stopped this answer.')).toBeVisible()
  says(' and more.')
  await messages(page).getByRole('button', { name: 'Continue' }).first().press('Enter')
  await expect(messages(page).getByText(/^one two.* and more\.$/)).toBeVisible()
})

test('an edited question and a second answer are branches, and Alt+arrows walk them', async ({ page }) => {
  says('First answer.')
  await ask(page, 'First question')
  await expect(messages(page).getByText('First answer.')).toBeVisible()
  says('Second answer.')
  await messages(page).getByRole('button', { name: 'Answer again' }).press('Enter')
  await expect(messages(page).getByText('Second answer.')).toBeVisible()
  await expect(messages(page).getByText('2/2')).toBeVisible()
  await messages(page).focus()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(messages(page).getByText('First answer.')).toBeVisible()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(messages(page).getByText('Second answer.')).toBeVisible()

  says('Third answer.')
  await messages(page).getByRole('button', { name: 'Edit the question' }).press('Enter')
  const editor = page.getByRole('textbox', { name: 'Edit the question' })
  await expect(editor).toBeFocused()
  await editor.fill('Other question')
  await editor.press('Enter')
  await expect(messages(page).getByText('Third answer.')).toBeVisible()
  await expect(messages(page).getByText('First question')).toHaveCount(0)
  await messages(page).getByRole('button', { name: 'Previous branch' }).press('Enter')
  await expect(messages(page).getByText('First question')).toBeVisible()
  await expect(messages(page).getByText('Second answer.')).toBeVisible()
})

test('a crash keeps what was written, says what happened, and the next try works', async ({ page }) => {
  says('This will be cut short before its end.')
  app.engine.script.crashAtToken = 5
  await ask(page, 'Go')
  const notice = messages(page).getByRole('alert')
  await expect(notice).toContainText('The engine stopped')
  await expect(messages(page).getByText('This will be cut', { exact: false })).toBeVisible()
  says('Now it works.')
  await notice.getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(messages(page).getByText('Now it works.')).toBeVisible()
})

test('the page follows the answer, lets go when the reader scrolls up, and takes hold again at the end', async ({
  page,
}) => {
  app.engine.script = { ...app.engine.script, tokens: () => fakeMarkdown(4000), tokensPerSecond: 250 }
  await ask(page, 'A long one')
  await expect.poll(() => messages(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(300)
  // Between a piece of text and the scroll that follows it, the page is not at its end for a moment.
  await expect.poll(() => isAtEnd(page)).toBe(true)
  await messages(page).hover()
  await page.mouse.wheel(0, -400)
  const latest = page.getByRole('button', { name: 'Latest' })
  await expect(latest).toBeVisible()
  const top = await messages(page).evaluate((element) => element.scrollTop)
  const height = await messages(page).evaluate((element) => element.scrollHeight)
  await expect.poll(() => messages(page).evaluate((element) => element.scrollHeight)).toBeGreaterThan(height + 200)
  expect(Math.abs((await messages(page).evaluate((element) => element.scrollTop)) - top)).toBeLessThan(2)
  await latest.press('Enter')
  await expect(latest).toBeHidden()
  await expect.poll(() => isAtEnd(page)).toBe(true)
  await messages(page).focus()
  await page.keyboard.press('PageUp')
  await expect(latest).toBeVisible()
})

test('the word Chat leads back to the conversation one was in, and the undo of its removal too', async ({ page }) => {
  says('Yes.')
  await ask(page, 'One')
  await expect(messages(page).getByText('Yes.')).toBeVisible()
  await page.getByRole('link', { name: 'Library' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await page.getByRole('link', { name: 'Chat' }).press('Enter')
  await expect(messages(page).getByText('Yes.')).toBeVisible()
  await page.locator('[data-row-link]').press('Delete')
  await expect(messages(page)).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(messages(page).getByText('Yes.')).toBeVisible()
  await page.keyboard.press('Alt+n')
  await expect(messages(page)).toBeHidden()
})

test('what was typed is kept for each conversation, and given back where it could not be sent', async ({ page }) => {
  says('Yes.')
  await ask(page, 'One')
  await expect(messages(page).getByText('Yes.')).toBeVisible()
  await field(page).fill('half a question')
  await page.keyboard.press('Control+n')
  await expect(field(page)).toHaveValue('')
  await page.goBack()
  await expect(field(page)).toHaveValue('half a question')
  await page.reload()
  await expect(field(page)).toHaveValue('half a question')
  app.core.chat.close()
  await field(page).press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(field(page)).toHaveValue('half a question')
})

test('conversations are found, renamed, deleted and brought back by keyboard', async ({ page }) => {
  says('Wattles are acacias.')
  await ask(page, 'What is a wattle?')
  await expect(messages(page).getByText('Wattles are acacias.')).toBeVisible()
  await page.keyboard.press('Control+n')
  says('Ravens are corvids.')
  await ask(page, 'What is a raven?')
  await expect(messages(page).getByText('Ravens are corvids.')).toBeVisible()

  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.getByRole('link')).toHaveCount(2)
  await page.keyboard.press('Control+k')
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('link', { name: 'What is a raven?' })).toBeFocused()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'New title' }).fill('Ravens')
  await page.keyboard.press('Enter')
  await expect(list.getByRole('link', { name: 'Ravens' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('link', { name: 'What is a wattle?' })).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(list.getByRole('link')).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(list.getByRole('link')).toHaveCount(2)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('acacias')
  const results = page.getByRole('region', { name: 'Search results' })
  await expect(results.locator('mark')).toHaveText(['acacias'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(messages(page).getByText('Wattles are acacias.')).toBeVisible()
})

test('settings of a conversation reach the engine', async ({ page }) => {
  says('Yes.')
  await page.getByRole('button', { name: 'System prompt' }).press('Enter')
  await page.getByRole('textbox', { name: 'System prompt' }).fill('Speak like a pirate.')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByRole('button', { name: 'Sampling' }).press('Enter')
  const temperature = page.getByRole('textbox', { name: 'Temperature' })
  await temperature.fill('0.9')
  await temperature.press('Tab')
  await page.keyboard.press('Escape')
  await ask(page, 'Hello')
  await expect(messages(page).getByText('Yes.')).toBeVisible()
  expect(app.engine.requests[0]).toMatchObject({ systemPrompt: 'Speak like a pirate.', sampling: { temperature: 0.9 } })
})
