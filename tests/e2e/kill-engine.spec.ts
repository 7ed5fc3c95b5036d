import { expect, test } from '@playwright/test'
import { engineProcessIds } from '../support/engine-process.ts'
import { makeStarterHome } from '../support/starter-home.ts'
import { connectToWattle } from '../support/wattle-client.ts'
import { startWattle } from '../support/wattle-process.ts'

test.describe.configure({ retries: 0 })

const kills = 10

// The bug: the engine's death takes the app, the answer or the next question with it, or is not told.
test('kill -9 of the engine in mid-answer keeps the answer, says so, and the next question works, ten times', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const home = await makeStarterHome()
  const wattle = await startWattle(home.folder)
  try {
    const { client, close } = connectToWattle(wattle.url)
    await client.settings.change({ systemPrompt: 'You tell long stories.' })
    close()
    await page.goto(wattle.url)
    const field = page.getByRole('textbox', { name: 'Your question' })
    const recoveriesMs: number[] = []
    for (let round = 0; round < kills; round += 1) {
      await page.getByRole('button', { name: 'New conversation' }).click()
      await field.fill('Tell me a very long story about a river, with many chapters.')
      await field.press('Enter')
      const first = page.getByRole('article', { name: /^Answer by/ }).first()
      const prose = first.locator('p').first()
      await expect(prose).toHaveText(/\w+ \w+/, { timeout: 20_000 })
      await page.waitForFunction(
        (endMs) => performance.now() > endMs,
        (await page.evaluate(() => performance.now())) + Math.random() * 700,
      )
      const seen = (await prose.textContent()) ?? ''
      const engines = engineProcessIds(wattle.pid)
      expect(engines).toHaveLength(1)
      for (const pid of engines) process.kill(pid, 'SIGKILL')

      await expect(first.getByText('cut short')).toBeVisible()
      await expect(first).toContainText('The engine stopped')
      await expect(first).toContainText(seen.slice(0, 40))

      const askedMs = performance.now()
      await field.fill('Say hello.')
      await field.press('Enter')
      await expect(
        page
          .getByRole('article', { name: /^Answer by/ })
          .nth(1)
          .locator('p')
          .first(),
      ).toHaveText(/\w/, { timeout: 20_000 })
      recoveriesMs.push(Math.round(performance.now() - askedMs))
      // An answer that ended in order closes the count of crashes in a row.
      await field.press('Escape')
      await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden({ timeout: 30_000 })
    }
    test.info().annotations.push({ type: 'first word after a crash, ms', description: recoveriesMs.join(', ') })
    // Three seconds are promised. The median, since another program's load on two cores is not the app's doing.
    const median = recoveriesMs.toSorted((a, b) => a - b)[kills / 2] ?? Number.NaN
    expect(median, recoveriesMs.join(', ')).toBeLessThan(3000)
  } finally {
    await wattle.stop()
    await home.remove()
  }
})
