import Papa from 'papaparse'
import { ImportRefusal } from './import-refusal.ts'

/** As many as are read, the empty ones among them. */
const rowLimit = 50_000

/** A row as it stands in a file, and the line on which it begins. */
export type FoundRow = { value: unknown; line: number }

/** Whether a line names llama-bench's columns. */
export const isBenchHeader = (line: string): boolean =>
  ['n_prompt', 'n_gen', 'model_filename'].every((name) => new RegExp(`(^|[,"])${name}("?)(,|\\s*$)`).test(line))

/** The rows of llama-bench's CSV, each value a string; those that are empty are left out. Refusals: broken-csv, too-many. */
export function benchCsvRows(text: string): FoundRow[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',', preview: rowLimit + 1, fastMode: false })
  const lines = linesOf(data)
  if (data.length > rowLimit) throw new ImportRefusal('too-many', lines[rowLimit] ?? 1, 'rows')
  const [error] = errors
  if (error !== undefined) throw new ImportRefusal('broken-csv', lines[error.row ?? 0] ?? 1, error.message)
  const [header = [], ...rows] = data
  return rows.flatMap((cells, index) => {
    const line = lines[index + 1] ?? 1
    if (cells.length === 1 && cells[0]?.trim() === '') return []
    if (cells.length !== header.length) {
      throw new ImportRefusal('broken-csv', line, `${cells.length} cells in ${header.length} columns`)
    }
    const named = cells.map((cell, column): [string, string] => [header[column]?.trim() ?? '', cell])
    return [{ value: Object.fromEntries(named.filter(([, cell]) => cell !== '')), line }]
  })
}

/** Where each row begins: a cell may hold line ends. */
function linesOf(rows: readonly string[][]): number[] {
  let line = 1
  return rows.map((cells) => {
    const begins = line
    line += 1 + cells.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 0)
    return begins
  })
}
