/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test'
import type { QuantizationType, QuantizeForecast, QuantizeJob } from '#contract/lab/quantize.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import { someExperiments } from './lab-showcase/experiments.ts'
import { aPresentFailure, aPresentQuality, aPresentRun, type PresentRun } from './lab-showcase/present-run.ts'
import type { Screen } from './screens.ts'
import { fillWithModels } from './showcase-models.ts'

const gigabytes: Partial<Record<QuantizationType, number>> = {
  F32: 32.1,
  BF16: 16.1,
  F16: 16.1,
  Q8_0: 8.54,
  Q6_K: 6.6,
  Q5_K_M: 5.73,
  Q4_K_M: 4.92,
  Q3_K_M: 4.02,
  Q2_K: 3.18,
}

const forecast = (types: readonly QuantizationType[]): QuantizeForecast => {
  const files = types.map((type) => ({
    type,
    fileName: `Llama-3.1-8B-Instruct-${type}.gguf`,
    sizeBytes: Math.round((gigabytes[type] ?? 4.2) * 1e9),
    exists: type === 'Q4_K_M',
  }))
  return {
    files,
    neededBytes: files.filter(({ exists }) => !exists).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    freeBytes: 214e9,
    isSourceQuantized: true,
    needsImportanceMatrix: ['IQ2_XXS', 'IQ2_XS', 'IQ1_S', 'IQ1_M'],
  }
}

const job = (change: Partial<QuantizeJob>): QuantizeJob => ({
  id: `job-${change.type}`,
  sourceModelId: 'Llama-3.1-8B-Instruct-Q8_0.gguf',
  sourceName: 'Llama 3.1 8B Instruct',
  sourceQuantization: 'Q8_0',
  type: 'Q6_K',
  fileName: `Llama-3.1-8B-Instruct-${change.type}.gguf`,
  state: 'waiting',
  progress: null,
  sizeBytes: Math.round((gigabytes[change.type ?? 'Q6_K'] ?? 4) * 1e9),
  startedAtMs: null,
  durationMs: null,
  fallbackTensors: null,
  tensorCount: null,
  modelId: null,
  problem: null,
  ...change,
})

const underWay: QuantizeJob[] = [
  job({ type: 'Q2_K' }),
  job({ type: 'Q3_K_M', state: 'running', progress: 0.62, startedAtMs: 0 }),
  job({
    type: 'Q5_K_M',
    state: 'failed',
    problem: {
      code: 'DISK_FULL',
      params: { fileName: 'Llama-3.1-8B-Instruct-Q5_K_M.gguf', needed: '5.73 GB', free: '1.20 GB' },
      detail: null,
    },
  }),
  job({ type: 'Q6_K', state: 'done', durationMs: 48_200, fallbackTensors: 180, tensorCount: 272, modelId: 'made' }),
]

async function begin(page: Page, app: FakeWebApp, path: string): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  fillWithModels(app)
  app.store.lab.insertAll(someExperiments())
  await page.evaluate((hash) => window.location.assign(hash), `#${path}`)
}

/** A run at work, whose core neither measures nor ends it. */
async function present(page: Page, app: FakeWebApp, { run, samples, progress }: PresentRun): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  app.store.lab.insert(run, samples)
  app.core.lab.progress.set(progress)
  await begin(page, app, '/lab')
  await expect(page.getByRole('heading', { level: 1, name: run.name })).toBeVisible()
}

async function openSetup(page: Page, app: FakeWebApp): Promise<void> {
  app.core.lab.forecast = async ({ modelIds, sweep, quality }) => {
    const variants = modelIds.length * sweep.threads.length
    return {
      variants,
      repetitions: { least: variants * 20, most: variants * 80 },
      durationMs: { low: variants * 160_000, high: variants * 420_000 },
      referenceBytes: quality === null ? null : 2_103_000_000,
      obstacles: [],
    }
  }
  await begin(page, app, '/lab/new')
  for (const quantization of ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M']) {
    await page
      .getByRole('group', { name: 'Llama 3.1 8B Instruct' })
      .getByRole('checkbox', { name: new RegExp(`^${quantization}`) })
      .press('Space')
  }
}

async function openQuantize(page: Page, app: FakeWebApp): Promise<void> {
  app.core.quantize.forecast = async ({ types }) => forecast(types)
  await begin(page, app, '/lab/new')
  await page.getByRole('button', { name: 'Make more quantizations of Llama 3.1 8B Instruct' }).press('Enter')
  await expect(page.getByText(/^Needs about/)).toBeVisible()
}

const open = () => startFakeWebApp()

/** The lab before and while it measures. The runs are made up: nothing in these pictures was measured. */
export const labScreens: readonly Screen[] = [
  {
    name: 'lab-setup-empty',
    open: () => startFakeWebApp({}, { hasModel: false }),
    reach: async (page) => {
      await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lab' }).click()
      await expect(page.getByText('There is no model to measure yet.')).toBeVisible()
    },
  },
  {
    name: 'lab-setup',
    open,
    reach: async (page, app) => {
      await openSetup(page, app)
      await expect(page.getByText('Variants')).toBeVisible()
    },
  },
  {
    name: 'lab-setup-plan',
    open,
    reach: async (page, app) => {
      await openSetup(page, app)
      await page.getByRole('button', { name: /^Parameters/ }).press('Enter')
      await page.getByRole('textbox', { name: 'Threads' }).fill('2, 4, eight')
      await page.getByRole('textbox', { name: 'Speed tests' }).scrollIntoViewIfNeeded()
      await page.getByRole('group', { name: 'Flash attention' }).scrollIntoViewIfNeeded()
    },
  },
  { name: 'lab-running', open, reach: (page, app) => present(page, app, aPresentRun()) },
  { name: 'lab-running-quality', open, reach: (page, app) => present(page, app, aPresentQuality()) },
  { name: 'lab-running-failed', open, reach: (page, app) => present(page, app, aPresentFailure()) },
  {
    name: 'lab-paused',
    open,
    reach: async (page, app) => {
      const { run, samples, progress } = aPresentRun({ drift: 0 })
      await present(page, app, { run, samples, progress: { ...progress, state: 'paused', phase: 'ending' } })
      await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible()
    },
  },
  { name: 'lab-quantize', open, reach: openQuantize },
  {
    name: 'lab-quantize-jobs',
    open,
    reach: async (page, app) => {
      await openQuantize(page, app)
      app.core.quantize.jobs.set(underWay)
      await page.getByRole('region', { name: 'Files' }).scrollIntoViewIfNeeded()
    },
  },
]
