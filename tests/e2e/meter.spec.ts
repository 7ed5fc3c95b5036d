import { expect, type Locator, type Page, test } from '@playwright/test'
import { makeStarterHome } from '../support/starter-home.ts'
import { connectToWattle, modelIsReady } from '../support/wattle-client.ts'
import { startWattle } from '../support/wattle-process.ts'

const composer = (page: Page) => page.getByRole('textbox', { name: 'Your question' })
const strip = (page: Page) => page.getByRole('region', { name: 'Meter', exact: true })

/** What the notes beside an answer say of one thing. */
async function noteOf(answer: Locator, name: string): Promise<string> {
  const text = await answer
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd')
    .textContent()
  return text ?? ''
}

// The same figure stands in many places, each with a way of its own to get there: a rounding, a unit or a sum that differs shows here. On a
// machine without a meter they are estimates, and one that is not a range is a figure that nobody knows.
test('the figures of an answer are the same below it, in the strip and on the Meter page, and none of an estimate is bare', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const home = await makeStarterHome()
  const wattle = await startWattle(home.folder)
  const { client, close } = connectToWattle(wattle.url)
  try {
    await modelIsReady(client)
    await page.goto(wattle.url)
    await composer(page).fill('Write three sentences about the sea.')
    await composer(page).press('Enter')
    const answer = page.getByRole('article', { name: /^Answer by/ })
    const energyButton = answer.getByRole('button', { name: /Show the energy of this answer$/ })
    await expect(energyButton).toBeVisible({ timeout: 90_000 })
    const [energy, wattHours, perToken] = await Promise.all(
      ['Energy', 'In watt-hours', 'Per token'].map((name) => noteOf(answer, name)),
    )
    await expect(energyButton).toHaveText(energy ?? '')
    await expect(strip(page)).toContainText(`${perToken?.replace(' J', '')} J/token`)
    await expect(strip(page)).toContainText(`${wattHours} so far`)

    const { sources, lastAnswer } = await firstState(client)
    const isEstimated = sources.every((source) => !source.isCharged || source.provenance === 'estimated')
    expect(lastAnswer?.energy.provenance === 'estimated').toBe(isEstimated)
    if (isEstimated) {
      for (const figure of [energy, wattHours, perToken]) expect(figure).toMatch(/^[\d.,]+–[\d.,]+ /)
      await expect(answer.getByRole('button', { name: 'Estimated' })).toBeVisible()
    }

    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Meter' }).click()
    const row = (table: string, name: RegExp) => page.getByRole('region', { name: table }).getByRole('row', { name })
    await expect(row('By conversation', /^Write three sentences/)).toContainText(wattHours ?? '')
    await expect(row('By model', /^SmolLM2/)).toContainText(wattHours ?? '')
    await expect(row('By model', /^SmolLM2/)).toContainText(perToken?.replace(' J', '') ?? '')
    await expect(page.getByRole('row', { name: /^Energy [\d.]/ })).toContainText(energy ?? '')
    // Where all are estimates, not one figure without a range; what is drawn has ticks, which are none.
    if (isEstimated) {
      const text = await page.getByRole('main').ariaSnapshot()
      expect(text.match(/(?<![\d.,–])[\d.,]+ (?:W|J|mWh|Wh|kWh|J\/token)\b/g) ?? []).toEqual([])
    }
  } finally {
    close()
    await wattle.stop()
    await home.remove()
  }
})

async function firstState(client: ReturnType<typeof connectToWattle>['client']) {
  for await (const state of await client.meter.watch()) if (state.lastAnswer !== null) return state
  throw new Error('The app ended before an answer was metered.')
}
