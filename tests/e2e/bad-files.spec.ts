import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import errors from '../../renderer/i18n/en/errors.json' with { type: 'json' }
import { makeBadModelFiles } from '../support/bad-model-files.ts'
import { makeStarterHome } from '../support/starter-home.ts'
import { startWattle } from '../support/wattle-process.ts'

// The bug: a file that is no model takes the app down, is listed as one, or is refused without a reason.
test('each bad file is refused with its reason, and the app goes on', async ({ page }) => {
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'wattle-bad-files-'))
  const home = await makeStarterHome()
  const wattle = await startWattle(home.folder)
  try {
    const files = await makeBadModelFiles(folder)
    await page.goto(wattle.url)
    await page.keyboard.press('Control+o')
    const dialog = page.getByRole('dialog')
    const path = dialog.getByRole('textbox', { name: 'Path of the file' })
    for (const { label, path: file, codes } of files) {
      // What was said of the file before must not pass for what is said of this one.
      await path.fill('')
      await expect(dialog.getByRole('alert')).toBeHidden()
      await path.fill(file)
      await path.press('Enter')
      const reasons = codes.map((code) => errors[code].what)
      await expect(dialog.getByRole('alert'), label).toContainText(new RegExp(reasons.join('|')))
    }
    await page.keyboard.press('Escape')

    const field = page.getByRole('textbox', { name: 'Your question' })
    await field.fill('Say hello.')
    await field.press('Enter')
    await expect(
      page
        .getByRole('article', { name: /^Answer by/ })
        .locator('p')
        .first(),
    ).toHaveText(/\w/, { timeout: 30_000 })
  } finally {
    await wattle.stop()
    await home.remove()
    await rm(folder, { recursive: true, force: true })
  }
})
