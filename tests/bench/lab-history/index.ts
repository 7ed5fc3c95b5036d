/**
 * `npm run bench:lab-history`: 10,000 runs with 245,000 samples, every fiftieth a whole ladder with energy and quality. Prints how long each filter
 * of the list takes (500 rows and the count), what there is to filter by, and a run opened with its samples and its verdict. The last line
 * is JSON; exit code 1 where something that a reader waits for takes 100 ms or more: by its median, and at worst by the best of three
 * times, since other programs run beside it.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabFilter } from '#contract/lab/lab.ts'
import { LabHistory } from '../../../main/core/lab/history/lab-history.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { noLimits } from '../../support/lab-runs.ts'
import { writeRuns } from './many-runs.ts'

const runs = 10_000
const rounds = 15
const opened = 100
const limitMs = 100
const startMs = Date.UTC(2025, 0, 1)
const page = { offset: 0, limit: 500 }

const filters: Record<string, LabFilter> = {
  none: {},
  model: { modelName: 'Qwen3 8B' },
  quantization: { quantization: 'Q4_K_M' },
  machine: { machineFingerprint: 'machine-3' },
  backend: { backend: 'cuda' },
  tag: { tag: 'fan on' },
  state: { state: 'cancelled' },
  imported: { isImported: true },
  time: { fromMs: startMs + 100 * 86_400_000, toMs: startMs + 200 * 86_400_000 },
  'one word': { text: 'window' },
  'first letters': { text: 'q' },
  'many words': { text: 'qwen3 8b q4_k_m window fan' },
  'a piece of text': { text: '窓' },
  'no match': { text: 'nowhere' },
  everything: {
    ...{ text: 'window', modelName: 'Qwen3 8B', quantization: 'Q4_K_M', tag: 'desk', backend: 'cuda', state: 'done' },
    ...{ machineFingerprint: 'machine-16', isImported: false, fromMs: startMs, toMs: startMs + 700 * 86_400_000 },
  },
}

const timeOf = (work: () => unknown): number => {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

/** The median, and the worst by the best of three times each. */
type Spread = { p50: number; worst: number }

function measure(works: readonly (() => unknown)[]): Spread {
  const times = works.map((work) => Array.from({ length: 3 }, () => timeOf(work)).sort((a, b) => a - b))
  const firsts = times.flat().sort((a, b) => a - b)
  const round = (ms: number | undefined) => Number((ms ?? Number.NaN).toFixed(2))
  return {
    p50: round(firsts[Math.floor(firsts.length / 2)]),
    worst: round(Math.max(...times.map(([best = Number.NaN]) => best))),
  }
}

const again = (work: () => unknown) => Array.from({ length: rounds }, () => work)

const folder = mkdtempSync(join(tmpdir(), 'wattle-bench-lab-'))
const paths = { database: join(folder, 'wattle.db'), backups: join(folder, 'backups') }

try {
  const made = openStore(paths)
  const { ladders, plain } = writeRuns(made, runs, startMs)
  made.close()
  const sizeMb = Number((statSync(paths.database).size / 1e6).toFixed(1))

  const store = openStore(paths)
  const history = new LabHistory({ repository: store.lab, isPresent: () => false, now: Date.now })
  const samples = [...ladders, ...plain].reduce((sum, id) => sum + (store.lab.summary(id)?.sampleCount ?? 0), 0)
  console.error(`${runs} runs, ${samples} samples, ${sizeMb} MB`)
  const some = (ids: readonly string[]) =>
    Array.from({ length: opened }, (_, index) => ids[Math.floor((index * ids.length) / opened)] ?? '')
  const open = (id: string) => () => {
    history.runWithSamples(id)
    history.verdict(id, noLimits, null)
  }

  const results: Record<string, Spread> = {}
  const note = (name: string, works: readonly (() => unknown)[]) => {
    const spread = measure(works)
    results[name] = spread
    console.error(`${name.padEnd(32)} ${spread.p50.toFixed(2).padStart(8)} ms, at worst ${spread.worst.toFixed(2)} ms`)
  }
  for (const [name, filter] of Object.entries(filters)) {
    note(
      `list, ${name} (${history.list(filter, page).total})`,
      again(() => history.list(filter, page)),
    )
  }
  note(
    'list, last page',
    again(() => history.list({}, { offset: runs - 500, limit: 500 })),
  )
  note(
    'facets',
    again(() => history.facets()),
  )
  note('a run and its verdict', some(plain).map(open))
  note('a ladder and its verdict', some(ladders).map(open))
  note(
    'two runs compared',
    some(plain).map((id, index) => () => history.compareRuns(id, some(plain)[index + 1] ?? id)),
  )

  const trends = {
    machine: measure([() => history.trends({ machineFingerprint: 'machine-3' })]),
    all: measure([() => history.trends({})]),
  }
  console.error(`trends, not counted: ${trends.machine.p50} ms of one machine, ${trends.all.p50} ms of all runs`)
  const removed = some(plain)
  const removal = measure([() => history.remove(removed), () => history.restore(removed)])
  console.error(`${opened} runs removed, not counted   ${removal.p50} ms`)
  store.close()

  process.stdout.write(`${JSON.stringify({ runs, samples, sizeMb, results, trends, removal, limitMs })}\n`)
  const isFast = Object.values(results).every(({ p50, worst }) => p50 < limitMs && worst < limitMs)
  process.exitCode = isFast ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
