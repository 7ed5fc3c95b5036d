/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import { aLadderRun } from './lab-runs.ts'
import { disturbedRun, importedRun, partialRun, tokenizersRun } from './lab-showcase/verdict-runs.ts'
import type { Screen } from './screens.ts'
import { fillWithModels } from './showcase-models.ts'

/** Puts a run into the database as if it had been made, and opens what it says. */
async function openRun(page: Page, { store }: FakeWebApp, { samples, ...run }: LabRunWithSamples): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  store.lab.insert(run, samples)
  await page.evaluate((hash) => window.location.assign(hash), `#/lab/run/${run.id}`)
  // The lab comes with its charts when it is first opened.
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible({ timeout: 20_000 })
}

async function openDisturbed(page: Page, app: FakeWebApp): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  fillWithModels(app)
  await openRun(page, app, disturbedRun())
}

const open = () => startFakeWebApp()

/** What runs of the lab say, in their states. The runs are made up: nothing in these pictures was measured. */
export const labVerdictScreens: readonly Screen[] = [
  { name: 'lab-verdict', open, reach: openDisturbed },
  {
    name: 'lab-verdict-trust',
    open,
    reach: async (page, app) => {
      await openRun(page, app, aLadderRun('small'))
      await page.getByRole('button', { name: /^Method and environment/ }).press('Enter')
      await page.getByRole('region', { name: 'Quality' }).scrollIntoViewIfNeeded()
      await page.getByRole('heading', { name: 'How far to trust it' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'lab-verdict-zoom',
    open,
    reach: async (page, app) => {
      await openDisturbed(page, app)
      await page.getByRole('button', { name: 'Zoom in' }).press('Enter')
      await page.getByRole('button', { name: 'Zoom in' }).press('Enter')
      const chart = page.getByRole('application', { name: /^Fig. 1/ })
      await chart.focus()
      await page.keyboard.press('End')
    },
  },
  {
    name: 'lab-verdict-why-not',
    open,
    reach: async (page, app) => {
      await openDisturbed(page, app)
      await page.getByRole('button', { name: /^Why not/ }).press('Enter')
      await expect(page.getByRole('dialog', { name: 'Why not the others' })).toBeVisible()
    },
  },
  {
    name: 'lab-verdict-export',
    open,
    reach: async (page, app) => {
      await openDisturbed(page, app)
      await page.getByRole('button', { name: 'Export' }).press('Enter')
      await expect(page.getByRole('switch', { name: "With the machine's name" })).toBeVisible()
    },
  },
  { name: 'lab-verdict-partial', open, reach: (page, app) => openRun(page, app, partialRun()) },
  { name: 'lab-verdict-imported', open, reach: (page, app) => openRun(page, app, importedRun()) },
  { name: 'lab-verdict-tokenizers', open, reach: (page, app) => openRun(page, app, tokenizersRun()) },
]
