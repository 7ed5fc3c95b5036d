/**
 * `npm run bench:streaming`: what the page takes while a fake engine writes 20,000 tokens at 200 tok/s. The reference in the same run is a
 * bare page that appends as many words to one paragraph. The last line is JSON; exit code 1 over 15 % of a core or a task over 50 ms.
 * `WATTLE_STREAM_TOKENS=4000` is for work on the renderer.
 */
import { resolve } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { buildWhatIsStale } from '../../../main/launch/build.ts'
import { chromiumArguments, findChromium } from '../../support/chromium.ts'
import { fakeMarkdown } from '../../support/fake-engine-text.ts'
import { startFakeWebApp } from '../../support/fake-web-app.ts'
import { describeCost, measureStreaming, openMetrics, watchLongTasks } from '../../support/streaming-cost.ts'

const tokenCount = Number(process.env.WATTLE_STREAM_TOKENS ?? 20_000)
const tokensPerSecond = 200
const shareLimit = 0.15
const viewport = { width: 1440, height: 900 }

async function measureWattle(browser: Browser) {
  const app = await startFakeWebApp()
  try {
    await using page = await browser.newPage({ viewport })
    await watchLongTasks(page)
    await page.goto(app.url)
    return await measureStreaming(page, app, { tokens: fakeMarkdown, tokenCount, tokensPerSecond })
  } finally {
    await app.close()
  }
}

/** A word appended each 5 ms, as the plainest page would do it. */
async function measureReference(browser: Browser): Promise<number> {
  await using page = await browser.newPage({ viewport })
  await page.setContent('<p style="width: 640px"></p>')
  const { read } = await openMetrics(page)
  const before = await read()
  const seconds = await page.evaluate(
    async ({ count, rate }) => {
      const paragraph = document.querySelector('p')
      const startMs = performance.now()
      for (let written = 0; written < count; ) {
        await new Promise(requestAnimationFrame)
        const due = Math.min(count, Math.floor(((performance.now() - startMs) / 1000) * rate))
        paragraph?.append('word '.repeat(due - written))
        written = due
      }
      return (performance.now() - startMs) / 1000
    },
    { count: Math.min(tokenCount, 4000), rate: tokensPerSecond },
  )
  const after = await read()
  return ((after.TaskDuration ?? Number.NaN) - (before.TaskDuration ?? Number.NaN)) / seconds
}

await buildWhatIsStale(resolve(import.meta.dirname, '../../..'))
const executablePath = findChromium()
const browser = await chromium.launch({ args: chromiumArguments, ...(executablePath && { executablePath }) })
try {
  const reference = await measureReference(browser)
  const cost = await measureWattle(browser)
  console.error(describeCost(tokenCount, cost))
  const result = {
    tokenCount,
    tokensPerSecond,
    share: Number(cost.share.toFixed(3)),
    referenceShare: Number(reference.toFixed(3)),
    ratio: Number((cost.share / reference).toFixed(2)),
    longestTaskMs: Math.round(Math.max(0, ...cost.longTasksMs)),
    heapBytesPerToken: Math.round(cost.heapBytesPerToken),
    shareLimit,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = cost.share <= shareLimit && cost.longTasksMs.length === 0 ? 0 : 1
} finally {
  await browser.close()
}
