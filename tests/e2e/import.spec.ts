import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { startDesktopHost } from '../support/electron-host/start-host.ts'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'
import { tinyGguf, writeTinyGguf } from '../support/tiny-gguf.ts'

let folder: string

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattle-import-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

/** Drops files onto the window as a hand does: over it first, then let go. */
async function drop(page: Page, files: { name: string; content: string }[], look?: () => Promise<void>): Promise<void> {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer()
    for (const { name, content } of all) {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
    }
    return transfer
  }, files)
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data })
  await look?.()
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}
const model = (name: string) => ({ name: `${name}.gguf`, content: tinyGguf({ name }).toString('base64') })

test.describe('in a browser', () => {
  let app: FakeWebApp
  test.beforeEach(async ({ page }) => {
    app = await startFakeWebApp()
    await page.goto(app.url)
    await expect(page.getByText('A model is ready.')).toBeVisible()
  })
  test.afterEach(() => app.close())
  const names = () => app.core.models.state.value.models.map(({ name }) => name).toSorted()

  test('a dropped file is sent, listed and chosen', async ({ page }) => {
    await drop(page, [model('Dropped')], () => expect(page.getByText('Drop to add')).toBeVisible())
    await expect(page.getByText('Dropped was added and chosen')).toBeVisible()
    await expect(page.getByText('Drop to add')).toBeHidden()
    await expect(page.getByRole('banner').getByText('Dropped')).toBeVisible()
    expect(names()).toEqual(['Dropped', 'Small Model Instruct'])
  })

  test('several files are sent one after the other; what is no model says why and hinders no other', async ({
    page,
  }) => {
    const picture = { name: 'photo.gguf', content: Buffer.from('\x89PNG and so on').toString('base64') }
    await drop(page, [model('One'), picture, model('Two')])
    await expect(page.getByText('2 models were added')).toBeVisible()
    const tray = page.getByRole('region', { name: 'Adding models' })
    await expect(tray.getByText('This is not a GGUF file')).toBeVisible()
    expect(names()).toEqual(['One', 'Small Model Instruct', 'Two'])
    await tray.getByRole('button', { name: 'Put away photo.gguf' }).click()
    await expect(tray).toBeHidden()
  })

  test('a name that is taken is refused by the server, in words', async ({ page }) => {
    await drop(page, [{ ...model('Other'), name: 'small-model.gguf' }])
    await expect(page.getByText('There is a file of this name already')).toBeVisible()
    expect(names()).toEqual(['Small Model Instruct'])
  })

  test('a file is chosen by keyboard from the dialog that opens files', async ({ page }) => {
    const path = await writeTinyGguf(join(folder, 'chosen.gguf'), { name: 'Chosen' })
    await page.keyboard.press('Control+o')
    await page.getByLabel('Or send files from this machine').setInputFiles(path)
    await expect(page.getByText('Chosen was added and chosen')).toBeVisible()
    // By its name: the word about what was added is a dialog too.
    await expect(page.getByRole('dialog', { name: 'Open a GGUF file' })).toBeHidden()
  })

  test('a file that is being sent can be stopped, and nothing of it stays', async ({ page }) => {
    // The core takes no byte of it until the test ends: the file stays under way.
    const receive = app.core.imports.receive.bind(app.core.imports)
    const held = Promise.withResolvers<void>()
    app.core.imports.receive = async (sending) => {
      await held.promise
      return receive(sending)
    }
    await drop(page, [model('Stopped')])
    await page.getByRole('button', { name: 'Stop adding Stopped.gguf' }).click()
    await expect(page.getByRole('region', { name: 'Adding models' })).toBeHidden()
    held.resolve()
    await drop(page, [model('After')])
    await expect(page.getByText('After was added and chosen')).toBeVisible()
    expect(names()).not.toContain('Stopped')
  })
})

test('in the desktop window a dropped file is used where it lies', async () => {
  const home = join(folder, 'home')
  const host = startDesktopHost(home, { WATTLE_TEST_DROPS: folder })
  const page = await host.page()
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeVisible()
  const { name, content } = model('Lying')
  writeFileSync(join(folder, name), Buffer.from(content, 'base64'))
  await drop(page, [{ name, content: '' }])
  await expect(page.getByText('Lying was added and chosen')).toBeVisible()
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Library' }).click()
  await host.stop()
})
