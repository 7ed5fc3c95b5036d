/// <reference lib="dom" />
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, type Page, test } from '@playwright/test'
import { fakeMarkdown } from '../support/fake-engine-text.ts'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'

// What the renderer costs while a long answer is written: a complaint about every rival is that it slows down, stutters or grows.

/** `WATTLE_STREAM_TOKENS=4000` is for work on the renderer; 20,000 is what is promised. */
const longAnswerTokens = Number(process.env.WATTLE_STREAM_TOKENS ?? 20_000)
/** A tenth shows the same, and the suite has ten minutes. */
const longCodeTokens = longAnswerTokens / 10
const tokensPerSecond = 200
const longestTaskMs = 50
const shareOfACore = 0.15

declare global {
  var longTasks: { startMs: number; durationMs: number }[]
}

type Cost = { longTasks: number[]; stallMs: number; share: number; heapBytesPerToken: number; nodes: number }

/** Tokens of one code block that fills the whole answer. */
function* codeTokens(count: number): Generator<string> {
  yield '```ts\n'
  for (let token = 1; token < count; token += 1) {
    yield token % 12 === 0
      ? '\n'
      : token % 120 === 1
        ? 'function f() {\n\n'
        : (['let ', 'total', ' = ', '42', '; '][token % 5] ?? '')
  }
}

// A trace takes a picture of the page at each step: it would be most of what is measured.
test.use({ trace: 'off', screenshot: 'off' })

let app: FakeWebApp

test.beforeEach(async ({ page }) => {
  app = await startFakeWebApp()
  await page.addInitScript(() => {
    globalThis.longTasks = []
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        globalThis.longTasks.push({ startMs: startTime, durationMs: duration })
      }
    }).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(app.url)
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeVisible()
})
test.afterEach(() => app.close())

/** Streams an answer to its end, and tells what its page took for it. */
async function stream(page: Page, tokens: (count: number) => Iterable<string>, tokenCount: number): Promise<Cost> {
  const devtools = await page.context().newCDPSession(page)
  // The main thread's own time: what other programs take from this machine is not the renderer's cost.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metrics = async () => {
    const list = (await devtools.send('Performance.getMetrics')).metrics
    return Object.fromEntries(list.map(({ name, value }) => [name, value]))
  }
  const ask = async (question: string, count: number, rate: number) => {
    app.engine.script = { ...app.engine.script, tokens: () => tokens(count), tokensPerSecond: rate }
    await page.getByRole('textbox', { name: 'Your question' }).fill(question)
    await page.keyboard.press('Enter')
    // One waiting call, not a poll: Playwright's polling would be part of the cost.
    await page.waitForFunction(
      (end) => document.querySelector('#page')?.textContent?.includes(end),
      `${count.toLocaleString('en')} tokens·`,
      {
        polling: 1000,
        timeout: (count / Math.max(rate, 1)) * 1000 + 60_000,
      },
    )
  }
  // A short answer first: the page of a conversation is there, its code is compiled and its fonts are loaded.
  await ask('Warm up', 900, 0)
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await devtools.send('HeapProfiler.collectGarbage')
  const before = await metrics()
  const stalls = monitorEventLoopDelay({ resolution: 5 })
  stalls.enable()
  const startMs = await page.evaluate(() => performance.now())
  await ask('Write a long text', tokenCount, tokensPerSecond)
  const after = await metrics()
  stalls.disable()
  const seconds = (await page.evaluate((since) => performance.now() - since, startMs)) / 1000
  const longTasks = await page.evaluate(
    (since) => globalThis.longTasks.filter((task) => task.startMs >= since).map((task) => task.durationMs),
    startMs,
  )
  await devtools.send('HeapProfiler.collectGarbage')
  const atRest = await metrics()
  const difference = (name: string, end: Record<string, number>) =>
    (end[name] ?? Number.NaN) - (before[name] ?? Number.NaN)
  const cost = {
    longTasks,
    stallMs: stalls.max / 1e6,
    share: difference('TaskDuration', after) / seconds,
    heapBytesPerToken: difference('JSHeapUsedSize', atRest) / tokenCount,
    nodes: difference('Nodes', atRest),
  }
  const long = longTasks.map((durationMs) => Math.round(durationMs)).join(' ') || 'none'
  process.stdout.write(
    `${tokenCount} tokens: ${(cost.share * 100).toFixed(1)} % of a core (process ${((difference('ProcessTime', after) / seconds) * 100).toFixed(1)} %), ${cost.heapBytesPerToken.toFixed(0)} heap bytes and ${(cost.nodes / tokenCount).toFixed(2)} nodes a token, long tasks: ${long}; longest stall of the test itself ${cost.stallMs.toFixed(0)} ms\n`,
  )
  return cost
}

const expectCheap = (cost: Cost, tokenCount: number) => {
  // Tasks are measured by the wall clock. A machine that let this idle process wait for longer than that lets any process wait.
  const limitMs = longestTaskMs + (cost.stallMs > longestTaskMs ? 2 * cost.stallMs : 0)
  expect.soft(cost.longTasks.filter((durationMs) => durationMs > limitMs)).toEqual([])
  expect.soft(cost.share).toBeLessThan(shareOfACore)
  // A token of four characters is a few elements at most; what grows faster is held twice.
  expect.soft(cost.heapBytesPerToken).toBeLessThan(2500)
  expect.soft(cost.nodes / tokenCount).toBeLessThan(3)
}

test.setTimeout((longAnswerTokens / tokensPerSecond) * 1000 + 120_000)

test(`${longAnswerTokens} tokens of prose, lists, code, tables and formulas stay cheap`, async ({ page }) => {
  expectCheap(await stream(page, fakeMarkdown, longAnswerTokens), longAnswerTokens)
})

test(`${longCodeTokens} tokens of one code block stay cheap`, async ({ page }) => {
  expectCheap(await stream(page, codeTokens, longCodeTokens), longCodeTokens)
})
