/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import { fillEstimate, fillMeter } from './meter-showcase/fill-meter.ts'
import type { Screen } from './screens.ts'

/** Goes to the Meter page once the app holds the made-up history. */
async function goTo(page: Page, app: FakeWebApp, path: string, fill: typeof fillMeter): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  fill(app, Date.now())
  await page.evaluate((hash) => window.location.assign(hash), `#${path}`)
  await expect(page.getByRole('application', { name: /^Fig. 1/ })).toBeVisible()
}

const open = () => startFakeWebApp()

/** The meter in its states, with a history that is made up: nothing in these pictures was measured. */
export const meterScreens: readonly Screen[] = [
  {
    name: 'meter-year',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/meter', fillMeter)
      const chart = page.getByRole('application', { name: /^Fig. 2/ })
      await chart.focus()
      await page.keyboard.press('End')
      await expect(page.getByRole('application', { name: /^Fig. 4/ })).toBeVisible()
    },
  },
  {
    name: 'meter-totals',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/meter/all', fillMeter)
      await page.getByRole('button', { name: 'Fig. 1. Show as a table' }).press('Enter')
      await page.getByRole('heading', { name: /^Since/ }).scrollIntoViewIfNeeded()
    },
  },
  { name: 'meter-estimate', open, reach: (page, app) => goTo(page, app, '/meter/now', fillEstimate) },
  {
    name: 'meter-guide',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/meter/day', fillMeter)
      await page.getByRole('button', { name: 'Unlock a meter' }).press('Enter')
      await expect(page.getByRole('button', { name: 'Copy the command' })).toBeVisible()
    },
  },
]
