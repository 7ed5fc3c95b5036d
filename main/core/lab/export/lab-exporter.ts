import type { LabExportFormat, LabExportRequest, LabFile } from '#contract/lab/lab.ts'
import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { usualLimits } from '#contract/lab/usual-limits.ts'
import type { LabHistory } from '../history/lab-history.ts'
import { llamaBenchRows } from './llama-bench-row.ts'
import {
  llamaBenchCsv,
  llamaBenchJson,
  llamaBenchJsonl,
  llamaBenchMarkdown,
  llamaBenchSql,
} from './llama-bench-text.ts'
import { runArchive } from './run-archive.ts'
import { runCard } from './run-card.ts'
import { samplesCsv } from './samples-csv.ts'
import { type Disclosure, withhold } from './withhold.ts'

export type LabExporterOptions = { history: Pick<LabHistory, 'runWithSamples'>; pathOf: Disclosure['pathOf'] }

type Format = {
  /** With what the file's name ends. */
  ending: string
  mediaType: string
  text: (
    runs: readonly LabRunWithSamples[],
    limitsOf: (run: LabRunWithSamples) => LabLimits,
  ) => string | Promise<string>
}

const rowsOf = (runs: readonly LabRunWithSamples[]) => runs.flatMap(llamaBenchRows)

const formats: Record<LabExportFormat, Format> = {
  'llama-bench-json': {
    ending: 'llama-bench.json',
    mediaType: 'application/json',
    text: (runs) => llamaBenchJson(rowsOf(runs)),
  },
  'llama-bench-jsonl': {
    ending: 'llama-bench.jsonl',
    mediaType: 'application/jsonl',
    text: (runs) => llamaBenchJsonl(rowsOf(runs)),
  },
  'llama-bench-csv': {
    ending: 'llama-bench.csv',
    mediaType: 'text/csv',
    text: (runs) => llamaBenchCsv(rowsOf(runs)),
  },
  'llama-bench-sql': {
    ending: 'llama-bench.sql',
    mediaType: 'application/sql',
    text: (runs) => llamaBenchSql(rowsOf(runs)),
  },
  'llama-bench-markdown': {
    ending: 'llama-bench.md',
    mediaType: 'text/markdown',
    text: (runs) => llamaBenchMarkdown(rowsOf(runs)),
  },
  json: { ending: 'json', mediaType: 'application/json', text: runArchive },
  csv: { ending: 'csv', mediaType: 'text/csv', text: samplesCsv },
  // Charts need a document to be drawn in, which nothing else here does.
  html: {
    ending: 'html',
    mediaType: 'text/html',
    text: async (runs, limitsOf) => (await import('./report/run-report.ts')).runReport(runs, limitsOf),
  },
  markdown: {
    ending: 'md',
    mediaType: 'text/markdown',
    text: (runs, limitsOf) => runs.map((run) => runCard(run, limitsOf(run))).join('\n'),
  },
}

/** Writes runs as files to keep and to give away. */
export class LabExporter {
  readonly #options: LabExporterOptions

  constructor(options: LabExporterOptions) {
    this.#options = options
  }

  /** Faults: LAB_RUN_NOT_FOUND. */
  async export({ runIds, format, withMachineName, withPaths, limits }: LabExportRequest): Promise<LabFile> {
    const { history, pathOf } = this.#options
    const runs = runIds.map((id) => withhold(history.runWithSamples(id), { withMachineName, withPaths, pathOf }))
    const { ending, mediaType, text } = formats[format]
    const limitsOf = (run: LabRunWithSamples) => limits ?? usualLimits(run)
    return { fileName: `${stemOf(runs)}.${ending}`, mediaType, text: await text(runs, limitsOf) }
  }
}

/** The run's name and day in letters that every system takes. */
function stemOf(runs: readonly LabRunWithSamples[]): string {
  const [first] = runs
  const words = runs.length === 1 && first !== undefined ? first.name : `${runs.length} runs`
  const name = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  const day = new Date(Math.max(0, ...runs.map(({ startedAtMs }) => startedAtMs))).toISOString().slice(0, 10)
  return ['wattle', name, day].filter(Boolean).join('-')
}
