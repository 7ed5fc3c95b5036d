/**
 * `npm test`: everything that must hold before a change lands. Static checks, the build, then each suite; the last line counts
 * the tests of all suites.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import { ensureChromium } from './ensure-chromium.ts'

const results = 'test-results'
/** As playwright.config.ts names them. */
const browserProjects = ['screens', 'roads'] as const
const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() })
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number(), flaky: z.number() }),
})

type Count = { passed: number; failed: number; skipped: number }

/** Runs a step with its output shown; a signal counts as a failure. */
function step(title: string, script: string, ...args: string[]): boolean {
  console.error(`\n── ${title}`)
  const startedAt = performance.now()
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' })
  console.error(
    `── ${title}: ${status === 0 ? 'done' : 'FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  )
  return status === 0
}

async function readCount(file: string): Promise<Count> {
  const json: unknown = JSON.parse(await readFile(`${results}/${file}`, 'utf8').catch(() => 'null'))
  const vitest = vitestReport.safeParse(json)
  if (vitest.success) {
    const { numPassedTests, numFailedTests, numPendingTests } = vitest.data
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
  }
  const playwright = playwrightReport.safeParse(json)
  // A suite that left no report died before it could count: that is one failure.
  if (!playwright.success) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = playwright.data.stats
  if (flaky > 0) console.error(`${flaky} browser tests passed only at the second try: see the list above.`)
  return { passed: expected + flaky, failed: unexpected, skipped }
}

await rm(results, { recursive: true, force: true })
await mkdir(results, { recursive: true })

if (ensureChromium() === null) {
  console.error(
    'The browser tests need Chromium. Debian or Ubuntu: sudo apt-get install chromium. Or: npx playwright install --with-deps chromium',
  )
  process.exit(1)
}

const bin = (name: string) => `node_modules/${name}`
const ready = [
  step('types', bin('typescript/bin/tsc'), '-p', '.'),
  step('types of the preload', bin('typescript/bin/tsc'), '-p', 'preload'),
  step('types of the renderer', bin('typescript/bin/tsc'), '-p', 'renderer'),
  step('format and lint', bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'),
  step('dead code', bin('knip/bin/knip.js')),
  step('build', 'main/launch/build.ts'),
  step('starter model', 'tests/support/starter-model.ts'),
]
const suites = ready.every(Boolean)
  ? [
      step(
        'unit, transport and engine',
        bin('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile=${results}/vitest.json`,
      ),
      // One after the other: the roads have llama.cpp behind them, which wants both cores.
      ...browserProjects.map((project) => {
        process.env.WATTLE_BROWSER_REPORT = `${results}/${project}.json`
        return step(`in the browser: ${project}`, bin('@playwright/test/cli.js'), 'test', `--project=${project}`)
      }),
    ]
  : []
const reports = ['vitest', ...browserProjects].map((name) => `${name}.json`)
const counts = suites.length > 0 ? await Promise.all(reports.map(readCount)) : []
const total = counts.reduce(
  (sum, count) => ({
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
    skipped: sum.skipped + count.skipped,
  }),
  { passed: 0, failed: ready.filter((ok) => !ok).length, skipped: 0 },
)
const allGood = suites.length > 0 && [...ready, ...suites].every(Boolean) && total.failed === 0
// The closing line that a landing reads.
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exit(allGood ? 0 : 1)
