import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { makeStarterHome } from '../support/starter-home.ts'
import { connectToWattle, modelIsReady } from '../support/wattle-client.ts'
import { startWattle } from '../support/wattle-process.ts'

const ladder = ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M', 'Q2_K']

async function exported(page: Page, action: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click()
  const arrives = page.waitForEvent('download')
  await page.getByRole('button', { name: new RegExp(`^${action}`) }).click()
  return readFile(await (await arrives).path(), 'utf8')
}

// The road that the lab is for, each step by clicking, with real llama.cpp: a step that leads nowhere, a figure that is lost between two parts, a
// report without what was measured.
test('makes the starter’s ladder, measures it, recommends one, and gives a report and a card away', async ({
  page,
}) => {
  test.setTimeout(420_000)
  const home = await makeStarterHome()
  const wattle = await startWattle(home.folder)
  const { client, close } = connectToWattle(wattle.url)
  try {
    await modelIsReady(client)
    await page.goto(wattle.url)
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lab' }).click()
    await page.getByRole('button', { name: /^Make more quantizations of/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Make quantizations' })
    // A quantized source is used only by whoever says that it is wanted.
    await expect(dialog.getByRole('button', { name: 'Make 6 files' })).toBeDisabled()
    await dialog.getByRole('checkbox', { name: 'Make them all the same' }).check()
    await dialog.getByRole('button', { name: 'Make 6 files' }).click()
    await dialog.getByRole('button', { name: 'Compare them' }).click({ timeout: 180_000 })

    await page.getByRole('radio', { name: /^Quick/ }).click()
    await page.getByRole('textbox', { name: 'Speed tests' }).fill('pp32, tg16')
    await page.getByRole('textbox', { name: 'Blocks, at least' }).fill('2')
    await page.getByRole('textbox', { name: 'Blocks, at most' }).fill('2')
    // With two, llama.cpp stands still for as long as anything else wants one of two cores.
    await page.getByRole('button', { name: /^Parameters/ }).click()
    await page.getByRole('textbox', { name: 'Threads', exact: true }).fill('1')
    const quality = page.getByRole('switch', { name: 'Measure quality' })
    if (!(await quality.isChecked())) await quality.click()
    await page.getByRole('textbox', { name: 'Chunks' }).fill('2')
    await page.getByRole('textbox', { name: 'Chunks' }).blur()
    await page.getByRole('button', { name: 'Start', exact: true }).click()

    const recommended = page.getByRole('region', { name: 'Recommended for this machine' })
    await expect(recommended).toBeVisible({ timeout: 240_000 })
    await expect(page.getByRole('figure', { name: /^Fig\. 1\. KL divergence against/ })).toBeVisible()
    const comparison = page.getByRole('region', { name: 'Comparison' })
    for (const type of ['F16', ...ladder]) {
      const row = comparison.getByRole('row', { name: new RegExp(`(^|\\s)${type}(\\s|$)`) })
      await expect(row, type).toContainText(/\d/)
    }

    const { runs } = await client.lab.list({ offset: 0, limit: 1 })
    const run = await client.lab.runWithSamples({ runId: runs[0]?.id ?? '' })
    expect(run.state).toBe('done')
    expect(run.samples).toHaveLength(7 * 2 * 2)
    expect(run.memory.every(({ residentBytes }) => residentBytes > 50e6)).toBe(true)
    // What was quantized further has lost more of the F16, on any machine.
    const divergence = (type: string) => {
      const variant = run.variants.findIndex(({ model }) => model.quantization === type)
      return run.quality.find((one) => one.variant === variant)?.against?.meanKl.value ?? Number.NaN
    }
    expect(divergence('Q2_K')).toBeGreaterThan(10 * divergence('Q8_0'))
    expect(run.samples.some(({ energy }) => energy !== null)).toBe(true)

    const report = await exported(page, 'Report as HTML')
    const card = await exported(page, 'Card as Markdown')
    for (const type of ladder) {
      expect(report).toContain(type)
      expect(card).toContain(type.replaceAll('_', '\\_'))
    }
    expect(report).toContain('<svg')
    expect(card).toMatch(/KL divergence/)
  } finally {
    close()
    await wattle.stop()
    await home.remove()
  }
})
