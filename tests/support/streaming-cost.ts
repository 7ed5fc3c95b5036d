/// <reference lib="dom" />
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { CDPSession, Page } from '@playwright/test'
import type { FakeWebApp } from './fake-web-app.ts'

declare global {
  var longTasks: { startMs: number; durationMs: number }[]
}

/** What a page took while an answer was written into it. */
export type StreamingCost = {
  /** Main-thread tasks over 50 ms, by the wall clock. */
  longTasksMs: number[]
  /** The longest that this idle process had to wait meanwhile: as long may any process have waited. */
  stallMs: number
  /** Main-thread time, as a share of a core. */
  share: number
  /** All threads of the renderer's process: painting too, where there is no GPU. */
  processShare: number
  heapBytesPerToken: number
  nodesPerToken: number
}

/** To be called before the page is opened: notes its long tasks. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.longTasks = []
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        globalThis.longTasks.push({ startMs: startTime, durationMs: duration })
      }
    }).observe({ type: 'longtask', buffered: true })
  })
}

/** The renderer's own counters. Its main thread's own time: what other programs take from this machine is not the page's cost. */
export async function openMetrics(
  page: Page,
): Promise<{ devtools: CDPSession; read(): Promise<Record<string, number>> }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    devtools,
    read: async () => {
      const list = (await devtools.send('Performance.getMetrics')).metrics
      return Object.fromEntries(list.map(({ name, value }) => [name, value]))
    },
  }
}

export type StreamingOptions = {
  tokens: (count: number) => Iterable<string>
  tokenCount: number
  tokensPerSecond: number
}

/** Streams an answer to its end into an open page of the fake app. */
export async function measureStreaming(
  page: Page,
  app: FakeWebApp,
  { tokens, tokenCount, tokensPerSecond }: StreamingOptions,
): Promise<StreamingCost> {
  const { devtools, read } = await openMetrics(page)
  const ask = async (question: string, count: number, rate: number) => {
    app.engine.script = { ...app.engine.script, tokens: () => tokens(count), tokensPerSecond: rate }
    await page.getByRole('textbox', { name: 'Your question' }).fill(question)
    await page.keyboard.press('Enter')
    // One waiting call, not a poll: Playwright's polling would be part of the cost.
    await page.waitForFunction(
      (end) => document.querySelector('#page')?.textContent?.includes(end),
      `${count.toLocaleString('en')} tokens·`,
      { polling: 1000, timeout: (count / Math.max(rate, 1)) * 1000 + 60_000 },
    )
  }
  // A short answer first: the page of a conversation is there, its code is compiled and its fonts are loaded.
  await ask('Warm up', 900, 0)
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await devtools.send('HeapProfiler.collectGarbage')
  const before = await read()
  const stalls = monitorEventLoopDelay({ resolution: 5 })
  stalls.enable()
  const startMs = await page.evaluate(() => performance.now())
  await ask('Write a long text', tokenCount, tokensPerSecond)
  const after = await read()
  stalls.disable()
  const seconds = (await page.evaluate((since) => performance.now() - since, startMs)) / 1000
  const longTasksMs = await page.evaluate(
    (since) => globalThis.longTasks.filter((task) => task.startMs >= since).map((task) => task.durationMs),
    startMs,
  )
  await devtools.send('HeapProfiler.collectGarbage')
  const atRest = await read()
  const difference = (name: string, end: Record<string, number>) =>
    (end[name] ?? Number.NaN) - (before[name] ?? Number.NaN)
  return {
    longTasksMs,
    stallMs: stalls.max / 1e6,
    share: difference('TaskDuration', after) / seconds,
    processShare: difference('ProcessTime', after) / seconds,
    heapBytesPerToken: difference('JSHeapUsedSize', atRest) / tokenCount,
    nodesPerToken: difference('Nodes', atRest) / tokenCount,
  }
}

/** The cost in one line. */
export function describeCost(tokenCount: number, cost: StreamingCost): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  const long = cost.longTasksMs.map((durationMs) => `${Math.round(durationMs)} ms`).join(', ') || 'none'
  return `${tokenCount} tokens: main thread ${percent(cost.share)} of a core, process ${percent(cost.processShare)}; ${cost.heapBytesPerToken.toFixed(0)} heap bytes and ${cost.nodesPerToken.toFixed(2)} nodes a token; tasks over 50 ms: ${long}; longest stall of the bench itself ${cost.stallMs.toFixed(0)} ms`
}
