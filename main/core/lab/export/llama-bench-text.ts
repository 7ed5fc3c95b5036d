import {
  average,
  deviation,
  type LlamaBenchField,
  type LlamaBenchRow,
  llamaBenchFieldNames,
  llamaBenchFields,
} from './llama-bench-row.ts'
import { shortest } from './shortest.ts'

/** As `llama-bench -o json`. */
export function llamaBenchJson(rows: readonly LlamaBenchRow[]): string {
  const objects = rows.map(({ values, samplesNs, samplesTs }) => {
    const fields = llamaBenchFieldNames.map((field) => `    "${field}": ${jsonValue(field, values[field])},\n`)
    return `  {\n${fields.join('')}    "samples_ns": [ ${samplesNs.join(', ')} ],\n    "samples_ts": [ ${samplesTs.map(shortest).join(', ')} ]\n  }`
  })
  return `[\n${objects.join(',\n')}\n]\n`
}

/** As `llama-bench -o jsonl`. */
export function llamaBenchJsonl(rows: readonly LlamaBenchRow[]): string {
  const lines = rows.map(({ values, samplesNs, samplesTs }) => {
    const fields = llamaBenchFieldNames.map((field) => `"${field}": ${jsonValue(field, values[field])}, `)
    return `{${fields.join('')}"samples_ns": [ ${samplesNs.join(', ')} ],"samples_ts": [ ${samplesTs.map(shortest).join(', ')} ]}\n`
  })
  return lines.join('')
}

/** As `llama-bench -o csv`. */
export function llamaBenchCsv(rows: readonly LlamaBenchRow[]): string {
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`
  const lines = rows.map(({ values }) => llamaBenchFieldNames.map((field) => quoted(values[field])).join(','))
  return [llamaBenchFieldNames.join(','), ...lines, ''].join('\n')
}

const sqlTypes = { string: 'TEXT', bool: 'INTEGER', int: 'INTEGER', float: 'REAL' } as const

/** As `llama-bench -o sql`, but for quotation marks in names, which it leaves open. */
export function llamaBenchSql(rows: readonly LlamaBenchRow[]): string {
  const columns = llamaBenchFieldNames.map((field) => `  ${field} ${sqlTypes[llamaBenchFields[field]]}`)
  const inserts = rows.map(({ values }) => {
    const list = llamaBenchFieldNames.map((field) => `'${values[field].replaceAll("'", "''")}'`)
    return `INSERT INTO llama_bench (${llamaBenchFieldNames.join(', ')}) VALUES (${list.join(', ')});\n`
  })
  return `CREATE TABLE IF NOT EXISTS llama_bench (\n${columns.join(',\n')}\n);\n\n${inserts.join('')}`
}

/** A column of llama-bench's table: its heading, and the width that it is padded to, negative to the right. */
type Column = { heading: string; width: number; text: (row: LlamaBenchRow) => string }

/** As `llama-bench -o md`, with the columns that it adds where a parameter is not its default. */
export function llamaBenchMarkdown(rows: readonly LlamaBenchRow[]): string {
  const [first] = rows
  if (first === undefined) return ''
  const columns = columnsFor(rows, first)
  const line = (cells: readonly string[]) => `|${cells.map((cell) => ` ${cell} |`).join('')}\n`
  const dashes = columns.map(({ width }) => `${'-'.repeat(Math.abs(width) - 1)}${width > 0 ? ':' : '-'}`)
  const body = rows.map((row) => line(columns.map(({ width, text }) => pad(text(row), width))))
  const { build_commit: commit, build_number: number } = first.values
  return `${line(columns.map(({ heading, width }) => pad(heading, width)))}${line(dashes)}${body.join('')}\nbuild: ${commit} (${number})\n`
}

function columnsFor(rows: readonly LlamaBenchRow[], first: LlamaBenchRow): Column[] {
  const isCpu = /CPU|BLAS|ZenDNN/.test(first.values.backends)
  const column = (field: LlamaBenchField, width: number, heading: string = field): Column => ({
    heading,
    width,
    text: ({ values }) => values[field],
  })
  const unless = (standard: string, own: Column, field: LlamaBenchField): Column[] =>
    rows.some(({ values }) => values[field] !== standard) ? [own] : []
  return [
    column('model_type', -30, 'model'),
    { heading: 'size', width: 10, text: ({ values }) => sizeText(Number(values.model_size)) },
    { heading: 'params', width: 10, text: ({ values }) => parametersText(Number(values.model_n_params)) },
    column('backends', -10, 'backend'),
    ...(isCpu ? [column('n_threads', 7, 'threads')] : [column('n_gpu_layers', 3, 'ngl')]),
    ...unless('2048', column('n_batch', 7), 'n_batch'),
    ...unless('512', column('n_ubatch', 8), 'n_ubatch'),
    ...unless('f16', column('type_k', 6), 'type_k'),
    ...unless('f16', column('type_v', 6), 'type_v'),
    ...unless('-1', column('flash_attn', 3, 'fa'), 'flash_attn'),
    { heading: 'test', width: 15, text: ({ test }) => test },
    {
      heading: 't/s',
      width: 20,
      text: ({ samplesTs }) => `${average(samplesTs).toFixed(2)} ± ${deviation(samplesTs).toFixed(2)}`,
    },
  ]
}

function sizeText(bytes: number): string {
  return bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(2)} MiB` : `${(bytes / 2 ** 30).toFixed(2)} GiB`
}

function parametersText(count: number): string {
  return count < 1e9 ? `${(count / 1e6).toFixed(2)} M` : `${(count / 1e9).toFixed(2)} B`
}

function pad(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width)
}

function jsonValue(field: LlamaBenchField, value: string): string {
  const type = llamaBenchFields[field]
  if (type === 'string') return JSON.stringify(value)
  return type === 'bool' ? String(value !== '0') : value
}
