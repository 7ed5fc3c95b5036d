import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { llamaBenchRows } from '../../../../../main/core/lab/export/llama-bench-row.ts'
import {
  llamaBenchCsv,
  llamaBenchJson,
  llamaBenchJsonl,
  llamaBenchMarkdown,
  llamaBenchSql,
} from '../../../../../main/core/lab/export/llama-bench-text.ts'
import { importRuns } from '../../../../../main/core/lab/import/import-runs.ts'
import { aLabModel, aLabRun, aLabVariant } from '../../../../support/lab-runs.ts'

/** Recorded from llama-bench of the release in the app: each time the same repetitions as JSON and as another output. */
const outputs = join(import.meta.dirname, '../../../../support/llama-bench-outputs')
const recorded = (name: string) => readFileSync(join(outputs, `pinned-${name}.txt`), 'utf8')
const rowsOf = (name: string) => importRuns(name, recorded(name), { now: () => 0 }).flatMap(llamaBenchRows)

// A field in another order, type or rounding is read wrongly by whoever has scripts for llama-bench's files.
test.each([
  ['csv', llamaBenchCsv],
  ['jsonl', llamaBenchJsonl],
  ['sql', llamaBenchSql],
  ['md', llamaBenchMarkdown],
] as const)('writes %s of the same repetitions byte for byte as llama-bench', (format, write) => {
  const rows = rowsOf(`${format}.json`)
  expect(rows.length).toBeGreaterThan(5)
  expect(write(rows)).toBe(recorded(`${format}.${format}`))
})

test('writes JSON byte for byte as llama-bench', () => {
  expect(llamaBenchJson(rowsOf('csv.json'))).toBe(recorded('csv.json'))
})

// llama-bench itself writes a statement that no database takes.
test('closes no string of SQL before its end, and no cell of CSV', () => {
  const variants = [aLabVariant({ fileName: `o'no"; DROP TABLE llama_bench; --.gguf` })]
  const rows = llamaBenchRows(aLabRun({ variants }))
  expect(llamaBenchSql(rows)).toContain(`'o''no"; DROP TABLE llama_bench; --.gguf'`)
  expect(llamaBenchCsv(rows)).toContain(`"o'no""; DROP TABLE llama_bench; --.gguf"`)
})

test('leaves out prompts, which llama-bench has no test for, and variants that were not measured', () => {
  const run = aLabRun()
  const withPrompt = {
    ...run,
    tests: [...run.tests, { kind: 'prompt' as const, prompt: 'summarization' as const, maxTokens: 8 }],
    variants: [...run.variants, aLabVariant(aLabModel({ quantization: 'Q2_K' }))],
  }
  expect(llamaBenchRows(withPrompt)).toEqual(llamaBenchRows(run))
})

test('writes nothing but a heading of no rows', () => {
  expect(llamaBenchJson([])).toBe('[\n\n]\n')
  expect(llamaBenchJsonl([])).toBe('')
  expect(llamaBenchMarkdown([])).toBe('')
})
