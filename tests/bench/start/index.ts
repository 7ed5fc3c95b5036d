/**
 * `npm run bench:start`: from `npm start -- --web` to a composer that takes text, in an existing and in an empty data folder, with a
 * fresh build. The reference in the same run is a bare Node server and an empty page. The last line is JSON; exit code 1 over 2 s.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { buildWhatIsStale } from '../../../main/launch/build.ts'
import { chromiumArguments, findChromium } from '../../support/chromium.ts'
import { startWattle } from '../../support/wattle-process.ts'

const rounds = 5
const limitMs = 2000
const bareServer =
  "require('node:http').createServer((q,s)=>s.setHeader('content-type','text/html').end('<textarea></textarea>')).listen(0,'127.0.0.1',function(){console.log(this.address().port)})"

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Milliseconds until a field on the page has taken a letter. */
async function usableAfterMs(browser: Browser, startedAt: number, url: string): Promise<number> {
  await using page = await browser.newPage()
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('textarea').first().fill('a', { timeout: 20_000 })
  return performance.now() - startedAt
}

async function measureWattle(browser: Browser, home: string): Promise<number> {
  const startedAt = performance.now()
  const wattle = await startWattle(home)
  try {
    return await usableAfterMs(browser, startedAt, wattle.url)
  } finally {
    await wattle.stop()
  }
}

async function measureReference(browser: Browser): Promise<number> {
  const startedAt = performance.now()
  const server = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = await once(server.stdout, 'data')
    return await usableAfterMs(browser, startedAt, `http://127.0.0.1:${String(port).trim()}/`)
  } finally {
    server.kill()
  }
}

await buildWhatIsStale(resolve(import.meta.dirname, '../../..'))
const executablePath = findChromium()
const first: number[] = []
const again: number[] = []
const reference: number[] = []
const home = await mkdtemp(join(tmpdir(), 'wattle-bench-start-'))
const browser = await chromium.launch({ args: chromiumArguments, ...(executablePath && { executablePath }) })
try {
  for (let round = 0; round < rounds; round += 1) {
    await rm(home, { recursive: true, force: true })
    first.push(await measureWattle(browser, home))
    again.push(await measureWattle(browser, home))
    reference.push(await measureReference(browser))
    console.error(
      `round ${round + 1}: empty folder ${first.at(-1)?.toFixed(0)} ms, again ${again.at(-1)?.toFixed(0)} ms, bare server ${reference.at(-1)?.toFixed(0)} ms`,
    )
  }
} finally {
  await browser.close()
  await rm(home, { recursive: true, force: true })
}
const result = {
  emptyFolderMs: Math.round(median(first)),
  existingFolderMs: Math.round(median(again)),
  referenceMs: Math.round(median(reference)),
  ratio: Number((median(again) / median(reference)).toFixed(2)),
  limitMs,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = Math.max(result.emptyFolderMs, result.existingFolderMs) <= limitMs ? 0 : 1
