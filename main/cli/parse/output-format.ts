import { type Command, Option } from 'commander'
import type { LabExportFormat } from '#contract/lab/lab.ts'
import { oneChoice } from './choice-list.ts'

/** What a run's results are printed as; llama-bench's words mean llama-bench's own outputs. */
export const outputFormats = {
  json: 'llama-bench-json',
  jsonl: 'llama-bench-jsonl',
  csv: 'llama-bench-csv',
  sql: 'llama-bench-sql',
  md: 'llama-bench-markdown',
  html: 'html',
  card: 'markdown',
} as const satisfies Record<string, LabExportFormat>

export type OutputOptions = { output: 'table' | keyof typeof outputFormats; json?: boolean }

const words = [
  'table',
  'json',
  'jsonl',
  'csv',
  'sql',
  'md',
  'html',
  'card',
] as const satisfies OutputOptions['output'][]

export function addOutputOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-o, --output <format>', `what is printed: ${words.join(', ')} (json to md as llama-bench's)`)
        .argParser(oneChoice(words))
        .default('table'),
    )
    .option('--json', "print the whole run with each sample, by Wattle's published schema")
}
