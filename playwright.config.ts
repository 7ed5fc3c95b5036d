import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './tests/support/chromium.ts'

const executablePath = findChromium()
/** No llama.cpp runs behind these. */
const screens = /(?:accessibility|chat|keyboard|markdown-xss)\.spec\.ts$/

export default defineConfig({
  testDir: 'tests/e2e',
  projects: [
    // Two cores, and llama.cpp uses both: side by side, the tests would only slow each other down.
    { name: 'roads', testIgnore: screens, outputDir: 'test-results/browser/roads', workers: 1 },
    // Each has an app of its own.
    { name: 'screens', testMatch: screens, outputDir: 'test-results/browser/screens', workers: 2, fullyParallel: true },
  ],
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  // A landing is not to hang on one slow frame of a shared machine. What passed only the second time is named by `npm test`; the tests that
  // count losses allow themselves no second try.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.WATTLE_BROWSER_REPORT ?? 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: chromiumArguments, ...(executablePath === null ? {} : { executablePath }) },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
