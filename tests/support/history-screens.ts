/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import { fillHistory } from './lab-showcase/history-runs.ts'
import type { Screen } from './screens.ts'

const open = () => startFakeWebApp()

/** Goes to the History once the app holds the made-up runs. */
async function openHistory(page: Page, { store }: FakeWebApp): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  fillHistory(store, Date.UTC(2026, 10, 24, 9))
  await page.evaluate((hash) => window.location.assign(hash), '#/history')
  await expect(page.getByRole('table', { name: 'History' })).toBeVisible()
}

async function chooseRuns(page: Page, names: readonly RegExp[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name }).first().press('Space')
}

/** The history in its states. The runs are made up: nothing in these pictures was measured. */
export const historyScreens: readonly Screen[] = [
  { name: 'history', open, reach: openHistory },
  {
    name: 'history-empty',
    open,
    reach: async (page) => {
      await expect(page.getByText('A model is ready.')).toBeVisible()
      await page.evaluate((hash) => window.location.assign(hash), '#/history')
      await expect(page.getByText(/^No run was made yet/)).toBeVisible()
    },
  },
  {
    name: 'history-no-match',
    open,
    reach: async (page, app) => {
      await openHistory(page, app)
      await page.getByRole('button', { name: /^Qwen3 8B/ }).press('Enter')
      await page.getByRole('searchbox', { name: 'Search runs' }).fill('nowhere')
      await expect(page.getByText('No run is like that.')).toBeVisible()
    },
  },
  {
    name: 'history-by-machine',
    open,
    reach: async (page, app) => {
      await openHistory(page, app)
      await page.getByRole('button', { name: 'Machine', exact: true }).press('Enter')
      await expect(page.getByRole('row').nth(1)).toContainText('alder')
    },
  },
  {
    name: 'history-chosen',
    open,
    reach: async (page, app) => {
      await openHistory(page, app)
      await chooseRuns(page, [/after the update/, /before the update/])
      await expect(page.getByRole('region', { name: 'Chosen runs' })).toBeVisible()
    },
  },
  {
    name: 'history-compare',
    open,
    reach: async (page, app) => {
      await openHistory(page, app)
      await chooseRuns(page, [/after the update/, /before the update/])
      await page.getByRole('button', { name: 'Compare' }).press('Enter')
      await expect(page.getByRole('region', { name: 'Speed' })).toBeVisible()
    },
  },
  {
    name: 'history-trends',
    open,
    reach: async (page, app) => {
      await openHistory(page, app)
      await page.evaluate((hash) => window.location.assign(hash), '#/history/trends')
      await expect(page.getByRole('application', { name: /^Fig. 1/ })).toBeVisible()
    },
  },
  {
    name: 'history-import-refused',
    open,
    reach: async (page, app) => {
      await openHistory(page, app)
      await page
        .locator('#page input[type=file]')
        .setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"a": [1, 2') })
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
]
