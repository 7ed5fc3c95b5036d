import { expect, type Page } from '@playwright/test'
import type { FileSources } from '../../main/core/downloads/sources/file-sources.ts'
import { Fault } from '../../main/core/fault.ts'
import { catalog, type Starter, starterOf } from '../../main/core/library/catalog.ts'
import { blindScreens } from './blind-screens.ts'
import { energyScreens } from './energy-screens.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import { historyScreens } from './history-screens.ts'
import { labScreens } from './lab-screens.ts'
import { labVerdictScreens } from './lab-verdict-screens.ts'
import { libraryScreens } from './library-screens.ts'
import { meterScreens } from './meter-screens.ts'
import { settingsScreens } from './settings-screens.ts'
import { inTokens, showcaseAnswer, showcaseQuestion } from './showcase-answers.ts'
import { fillWithModels } from './showcase-models.ts'

/** A screen in a state, reached as a person reaches it. `open` starts the app that the state needs. */
export type Screen = {
  name: string
  open: () => Promise<FakeWebApp>
  reach: (page: Page, app: FakeWebApp) => Promise<void>
}

const answer = (page: Page) => page.getByRole('article', { name: /^Answer by/ }).last()
const composer = (page: Page) => page.getByRole('textbox', { name: 'Your question' })

async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

async function go(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section }).click()
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
}

async function askShowcase(page: Page): Promise<void> {
  await ask(page, showcaseQuestion)
  await expect(answer(page).getByText('measurable')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
}

/** Files that begin as models do, as a hand holds them over the page. */
function filesToDrop(page: Page, names: string[]) {
  return page.evaluateHandle((all) => {
    const transfer = new DataTransfer()
    for (const name of all) transfer.items.add(new File(['GGUF and so on'], name))
    return transfer
  }, names)
}

async function dropFiles(page: Page, names: string[]): Promise<void> {
  await page.dispatchEvent('body', 'drop', { dataTransfer: await filesToDrop(page, names) })
}

async function openPicker(page: Page, app: FakeWebApp): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  fillWithModels(app)
  await page.keyboard.press('Control+m')
  await expect(page.getByText('Estimated by llama.cpp')).toBeVisible()
}

const showcase = { tokens: () => inTokens(showcaseAnswer), tokensPerSecond: 400 }

/** A source that has delivered some of the file and goes on for ever. */
const stalledSource: FileSources = () => ({
  label: 'huggingface.co',
  spaceFactor: 1,
  fetch: ({ signal, onReceived }) => {
    const timer = setInterval(() => onReceived(41_000_000, 98_362_432), 300)
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => {
        clearInterval(timer)
        reject(signal.reason)
      }),
    )
  },
})

const brokenSource: FileSources = () => ({
  label: 'huggingface.co',
  spaceFactor: 1,
  fetch: async () => {
    throw new Fault('DOWNLOAD_FAILED', {
      params: { fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf', source: 'huggingface.co', reason: 'network' },
      detail: 'fetch failed: getaddrinfo ENOTFOUND huggingface.co',
    })
  },
})

/** The starter, to be had from one source alone. */
function starterWithOneSource(): Starter {
  const { model, file } = starterOf(catalog)
  return { model, file: { ...file, sources: file.sources.slice(0, 1) } }
}

/** Every screen, in each state that it can be in. */
export const screens: readonly Screen[] = [
  {
    name: 'first-run',
    open: () => startFakeWebApp(),
    reach: async (page) => expect(page.getByText('A model is ready.')).toBeVisible(),
  },
  {
    name: 'first-run-fetching',
    open: () => startFakeWebApp({}, { hasModel: false, fileSources: stalledSource }),
    reach: async (page) => expect(page.getByText('41.0 MB').first()).toBeVisible(),
  },
  {
    name: 'first-run-failed',
    open: () => startFakeWebApp({}, { hasModel: false, fileSources: brokenSource, starter: starterWithOneSource() }),
    reach: async (page) => expect(page.getByText('ENOTFOUND').first()).toBeVisible(),
  },
  { name: 'chat-long', open: () => startFakeWebApp(showcase), reach: askShowcase },
  {
    name: 'chat-branches',
    open: () => startFakeWebApp(showcase),
    reach: async (page) => {
      await askShowcase(page)
      await page.getByRole('button', { name: 'Answer again' }).click()
      await expect(page.getByText('2/2')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
    },
  },
  {
    name: 'chat-loading',
    open: () => startFakeWebApp({ ...showcase, loadMs: 60_000 }),
    reach: async (page) => {
      await ask(page, showcaseQuestion)
      await expect(answer(page).getByText('loading', { exact: true })).toBeVisible()
    },
  },
  {
    name: 'chat-streaming',
    open: () => startFakeWebApp({ ...showcase, tokensPerSecond: 40 }),
    reach: async (page) => {
      await ask(page, showcaseQuestion)
      await expect(answer(page).getByText('Bytes per value')).toBeVisible()
    },
  },
  {
    name: 'chat-interrupted',
    open: () => startFakeWebApp({ ...showcase, crashAtToken: 60 }),
    reach: async (page) => {
      await ask(page, showcaseQuestion)
      await expect(answer(page).getByText('The engine stopped')).toBeVisible()
    },
  },
  {
    name: 'chat-load-failed',
    open: () =>
      startFakeWebApp({
        loadFault: new Fault('OUT_OF_MEMORY', {
          params: { fileName: 'small-model.gguf' },
          detail: 'ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 8589934592',
        }),
      }),
    reach: async (page) => {
      await ask(page, showcaseQuestion)
      await expect(answer(page).getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'chat-search',
    open: () => startFakeWebApp(showcase),
    reach: async (page) => {
      await askShowcase(page)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('cache')
      await expect(page.locator('mark').first()).toBeVisible()
    },
  },
  {
    name: 'chat-edit',
    open: () => startFakeWebApp(showcase),
    reach: async (page) => {
      await askShowcase(page)
      await page.getByRole('button', { name: 'Edit the question' }).press('Enter')
      await expect(page.getByRole('textbox', { name: 'Edit the question' })).toBeVisible()
    },
  },
  {
    name: 'chat-sampling',
    open: () => startFakeWebApp(showcase),
    reach: async (page) => {
      await page.getByRole('button', { name: 'Sampling' }).press('Enter')
      await expect(page.getByRole('dialog', { name: 'Sampling' })).toBeVisible()
    },
  },
  {
    name: 'chat-fallback',
    open: () =>
      startFakeWebApp({
        ...showcase,
        loaded: { fallback: { requested: 'cuda', used: 'cpu', reason: 'The process crashed (SIGABRT)' } },
      }),
    reach: askShowcase,
  },
  {
    name: 'model-picker',
    open: () => startFakeWebApp(),
    reach: openPicker,
  },
  {
    name: 'model-picker-options',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      await openPicker(page, app)
      await page.getByRole('radio', { name: /Q8_0/ }).press('Space')
      await page.getByRole('button', { name: 'More', exact: true }).press('Enter')
      await page.getByRole('region', { name: 'More options' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'model-picker-search',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      await openPicker(page, app)
      await page.keyboard.type('mistral')
      await expect(page.getByRole('heading', { name: 'Mistral Small 3.2 24B' })).toBeVisible()
      await expect(page.getByText('Estimated by llama.cpp')).toBeVisible()
    },
  },
  {
    name: 'open-file',
    open: () => startFakeWebApp(),
    reach: async (page) => {
      // The page listens to keys when it is drawn.
      await expect(page.getByText('A model is ready.')).toBeVisible()
      await page.keyboard.press('Control+o')
      const field = page.getByRole('textbox', { name: 'Path of the file' })
      await field.fill('/no/such/model.gguf')
      await field.press('Enter')
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'load-settings',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      await expect(page.getByText('A model is ready.')).toBeVisible()
      fillWithModels(app)
      await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Library' }).click()
      await page.getByRole('button', { name: 'Load settings and profiles' }).press('Enter')
      await page.getByRole('button', { name: 'More about profiles' }).press('Enter')
      await page.getByRole('menuitem', { name: 'Sampling and prompt' }).press('Enter')
      const answers = page.getByRole('region', { name: 'Sampling and prompt' })
      await answers.getByRole('textbox', { name: 'System prompt' }).focus()
      await expect(page.getByRole('tooltip')).toHaveCount(0)
    },
  },
  {
    name: 'import',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      await expect(page.getByText('A model is ready.')).toBeVisible()
      // The core takes no byte: the first file stays under way, and the next waits for it.
      app.core.imports.receive = () => new Promise(() => undefined)
      await dropFiles(page, ['notes.txt'])
      await dropFiles(page, ['Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Qwen3-8B-Q5_K_M.gguf'])
      await expect(page.getByText('Reading its header')).toBeVisible()
    },
  },
  {
    name: 'import-drop',
    open: () => startFakeWebApp(),
    reach: async (page) => {
      await expect(page.getByText('A model is ready.')).toBeVisible()
      await page.dispatchEvent('body', 'dragenter', { dataTransfer: await filesToDrop(page, ['model.gguf']) })
      await expect(page.getByText('Drop to add')).toBeVisible()
    },
  },
  {
    name: 'memory',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      await expect(page.getByText('A model is ready.')).toBeVisible()
      fillWithModels(app)
      await page.getByRole('button', { name: /^Ready/ }).press('Enter')
      await expect(page.getByRole('button', { name: 'Free all' })).toBeVisible()
    },
  },
  {
    name: 'settings-engine',
    open: () => startFakeWebApp(),
    reach: async (page) => {
      await go(page, 'Settings')
      await page.getByRole('button', { name: 'Downloads' }).press('Enter')
      await expect(page.getByText('Hugging Face hub')).toBeVisible()
    },
  },
  {
    name: 'shortcuts',
    open: () => startFakeWebApp(),
    reach: async (page) => {
      await expect(page.getByText('A model is ready.')).toBeVisible()
      await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Chat' }).focus()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  { name: 'library', open: () => startFakeWebApp(), reach: (page) => go(page, 'Library') },
  ...energyScreens,
  ...libraryScreens,
  { name: 'library-empty', open: () => startFakeWebApp({}, { hasModel: false }), reach: (page) => go(page, 'Library') },
  {
    name: 'meter',
    open: () => startFakeWebApp(showcase),
    reach: async (page) => {
      await askShowcase(page)
      await go(page, 'Meter')
    },
  },
  ...meterScreens,
  ...labScreens,
  ...labVerdictScreens,
  ...blindScreens,
  ...historyScreens,
  { name: 'settings', open: () => startFakeWebApp(), reach: (page) => go(page, 'Settings') },
  {
    name: 'settings-search',
    open: () => startFakeWebApp(),
    reach: async (page) => {
      await go(page, 'Settings')
      await page.getByRole('searchbox', { name: 'Search settings' }).fill('context')
    },
  },
  ...settingsScreens,
]
