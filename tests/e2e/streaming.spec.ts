import { expect, test } from '@playwright/test'
import { fakeMarkdown } from '../support/fake-engine-text.ts'
import { type FakeWebApp, startFakeWebApp } from '../support/fake-web-app.ts'
import { describeCost, measureStreaming, watchLongTasks } from '../support/streaming-cost.ts'

// Every rival's page slows down, stutters or grows while a long answer is written. What it takes of a core, and 20,000 tokens of it,
// are measured by `npm run bench:streaming`.

const longestTaskMs = 50

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
  await watchLongTasks(page)
  await page.goto(app.url)
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeVisible()
})
test.afterEach(() => app.close())

const kinds = [
  { kind: 'prose, lists, code, tables and formulas', tokens: fakeMarkdown, tokenCount: 4000 },
  { kind: 'one code block', tokens: codeTokens, tokenCount: 2000 },
]
for (const { kind, tokens, tokenCount } of kinds) {
  test(`${tokenCount} tokens of ${kind} hold up nothing and leave little behind`, async ({ page }) => {
    const cost = await measureStreaming(page, app, { tokens, tokenCount, tokensPerSecond: 200 })
    process.stdout.write(`${describeCost(tokenCount, cost)}\n`)
    // Tasks are measured by the wall clock. A machine that let this idle process wait for longer than that lets any process wait.
    const limitMs = longestTaskMs + (cost.stallMs > longestTaskMs ? 2 * cost.stallMs : 0)
    expect.soft(cost.longTasksMs.filter((durationMs) => durationMs > limitMs)).toEqual([])
    // A token of four characters is a few elements at most; what grows faster is held twice.
    expect.soft(cost.heapBytesPerToken).toBeLessThan(2500)
    expect.soft(cost.nodesPerToken).toBeLessThan(3)
  })
}
