/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test'
import { Fault } from '../../main/core/fault.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import { showcaseDownloads } from './library-showcase/downloads.ts'
import { fillLibrary, type Showcase } from './library-showcase/fill-library.ts'
import { manyModels } from './library-showcase/models.ts'
import type { Screen } from './screens.ts'

const gemma = '/library/model/Gemma-3-4B-Instruct-Q4_K_M.gguf'
const qwen = '/library/model/Qwen2.5-Coder-7B-Instruct-Q5_K_M.gguf'

/** Goes to a place of the library once the app shows the made-up models. */
async function goTo(page: Page, app: FakeWebApp, path: string, showcase: Showcase = {}): Promise<void> {
  await expect(page.getByText('A model is ready.')).toBeVisible()
  fillLibrary(app, showcase)
  await page.evaluate((hash) => window.location.assign(hash), `#${path}`)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
}

async function search(page: Page, words: string): Promise<void> {
  const field = page.getByRole('searchbox', { name: 'Search the hub', exact: true })
  await field.fill(words)
  await field.press('Enter')
}

const open = () => startFakeWebApp()

const expand = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).press('Enter')

/** The library in its states, with models, downloads and a hub that are made up: nothing in these pictures was measured. */
export const libraryScreens: readonly Screen[] = [
  {
    name: 'library-ladders',
    open,
    reach: async (page, app) => {
      await goTo(page, app, qwen, { downloads: showcaseDownloads(Date.now()).slice(0, 1) })
      await expect(page.getByRole('slider', { name: /^Memory by context/ })).toBeVisible()
    },
  },
  {
    name: 'library-list',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library', { downloads: showcaseDownloads(Date.now()).slice(0, 2) })
      await expect(page.getByRole('link', { name: 'Gemma 3 4B Instruct' })).toBeVisible()
    },
  },
  {
    name: 'library-cards',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library')
      await expand(page, 'As cards')
      await expect(page.getByRole('link', { name: 'Gemma 3 4B Instruct' })).toBeVisible()
    },
  },
  {
    name: 'library-filtered',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library')
      await page.getByRole('button', { name: /^Fits this machine/ }).press('Space')
      await page.getByRole('button', { name: /^Family/ }).press('Enter')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('instruct')
      await expect(page.getByText(/of 6 models/)).toBeVisible()
    },
  },
  {
    name: 'library-500',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library', { models: manyModels(500) })
      await expect(page.getByText(/500 models/)).toBeVisible()
    },
  },
  {
    name: 'library-details',
    open,
    reach: async (page, app) => {
      await goTo(page, app, gemma)
      await expand(page, /^File/)
      await expand(page, /^Tensors/)
      await expand(page, /^Q5_K /)
      await expand(page, /^Chat template/)
      await expand(page, /^Metadata/)
      await page.getByRole('button', { name: /^File/ }).evaluate((button) => button.scrollIntoView())
    },
  },
  {
    name: 'library-add-folder',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library')
      await expand(page, 'Add a folder')
      const field = page.getByRole('textbox', { name: 'Path of the folder' })
      await field.fill('/no/such/folder')
      await field.press('Enter')
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'hub-results',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/hub')
      await search(page, 'llama')
      await expand(page, 'Llama 3.1 Nemotron Nano 8B')
      await expect(page.getByText('best here', { exact: false }).first()).toBeVisible()
    },
  },
  {
    name: 'hub-gated',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/hub')
      await search(page, 'llama')
      await expand(page, 'Llama 3.1 8B Instruct')
      await expect(page.getByLabel('Access token')).toBeVisible()
    },
  },
  {
    name: 'hub-rate-limited',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/hub')
      app.core.hub.search = async () => {
        throw new Fault('HUB_RATE_LIMITED', { params: { retryAfterS: 120 }, detail: 'HTTP 429 Too Many Requests' })
      }
      await search(page, 'llama')
      await expect(page.getByRole('button', { name: /^Try again in/ })).toBeVisible()
    },
  },
  {
    name: 'hub-unreachable',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/hub')
      app.core.hub.search = async () => {
        throw new Fault('HUB_UNREACHABLE', {
          params: { host: 'huggingface.co' },
          detail: 'getaddrinfo ENOTFOUND huggingface.co',
        })
      }
      await search(page, 'llama')
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'catalogue',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/catalog')
      await expand(page, 'Llama 3.1 8B Instruct')
      await expect(page.getByText('Not checked')).toBeVisible()
    },
  },
  {
    name: 'downloads',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/downloads', { downloads: showcaseDownloads(Date.now()) })
      await expect(page.getByText('28.4 MB/s').first()).toBeVisible()
    },
  },
  {
    name: 'download-address',
    open,
    reach: async (page, app) => {
      await goTo(page, app, '/library/downloads')
      await expand(page, 'From an address')
      await page.getByRole('textbox', { name: 'Address' }).fill('http://example.org/model.gguf')
      await expect(page.getByText('The address has to begin with https://.')).toBeVisible()
    },
  },
]
