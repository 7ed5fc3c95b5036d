/// <reference lib="dom" />
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { BlindTest } from '#contract/lab/blind-test.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import type { Screen } from './screens.ts'
import { writeTinyGguf } from './tiny-gguf.ts'

const answer =
  'The sky is blue because sunlight is made of many colours, and the air scatters blue light more than red. So blue comes to your eyes from everywhere. At sunset the light crosses more air, and what is left of it is red.'

/** An app with two quantizations of a model that does not exist. */
async function open(): Promise<FakeWebApp> {
  const app = await startFakeWebApp({ tokens: () => answer.split(/(?= )/) }, { hasModel: false })
  const folder = mkdtempSync(join(tmpdir(), 'wattle-blind-'))
  for (const format of ['Q8_0', 'Q4_0'] as const) {
    await app.core.models.add(
      await writeTinyGguf(join(folder, `Acacia-1B-Instruct-${format}.gguf`), { name: 'Acacia 1B Instruct', format }),
    )
  }
  return { ...app, close: () => app.close().then(() => rm(folder, { recursive: true })) }
}

async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => window.location.assign(hash), `#${path}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Blind test' })).toBeVisible()
}

const start = ({ core: { blindTests, models } }: FakeWebApp) =>
  blindTests.start(models.state.value.models.map(({ id }) => id))

async function answered({ core: { blindTests } }: FakeWebApp, id: string): Promise<BlindTest> {
  await blindTests.ask(id, null)
  for await (const test of blindTests.watch(id)) {
    if (test.rounds.at(-1)?.state !== 'answering') return test
  }
  throw new Error('The test is gone.')
}

/** Plays rounds and ends the test. */
async function play(app: FakeWebApp, choices: readonly ('left' | 'right' | 'tie')[]): Promise<BlindTest> {
  const { id } = await start(app)
  for (const choice of choices) {
    await answered(app, id)
    app.core.blindTests.judge(id, choice)
  }
  return app.core.blindTests.end(id)
}

const twenty = Array.from<unknown, 'left' | 'tie'>({ length: 20 }, (_, round) => (round % 9 === 4 ? 'tie' : 'left'))

/** The blind test in its states. The answers are made up. */
export const blindScreens: readonly Screen[] = [
  {
    name: 'blind-start',
    open,
    reach: async (page, app) => {
      await play(app, twenty)
      await start(app)
      await go(page, '/lab/blind')
      await expect(page.getByRole('region', { name: 'Tests so far' })).toBeVisible()
    },
  },
  {
    name: 'blind-answering',
    open,
    reach: async (page, app) => {
      app.engine.script.loadMs = 60_000
      await go(page, `/lab/blind/${(await start(app)).id}`)
      await page.getByRole('button', { name: 'Ask the first question' }).press('Enter')
      await expect(page.getByText('Both are answering.')).toBeVisible()
    },
  },
  {
    name: 'blind-judge',
    open,
    reach: async (page, app) => {
      const { id } = await start(app)
      await answered(app, id)
      await go(page, `/lab/blind/${id}`)
      await expect(page.getByRole('button', { name: /^Tie/ })).toBeVisible()
    },
  },
  {
    name: 'blind-failed',
    open,
    reach: async (page, app) => {
      app.engine.script.crashAtToken = 3
      const { id } = await start(app)
      await answered(app, id)
      await go(page, `/lab/blind/${id}`)
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'blind-result',
    open,
    reach: async (page, app) => {
      await go(page, `/lab/blind/${(await play(app, twenty)).id}`)
      await expect(page.getByRole('region', { name: 'Rounds' })).toBeVisible()
    },
  },
]
