/** What a chart or a table shows, as data: for the table view, for copying and for files. */
export type DataTable = {
  columns: readonly DataColumn[]
  /** As many values in a row as there are columns. null: nobody measured it. */
  rows: readonly (readonly DataValue[])[]
}

export type DataValue = string | number | null

export type DataColumn = {
  /** With the unit, such as `GPU, W`. */
  name: string
  /** How a number is shown; files hold more of it. */
  format?: (value: number) => string
  /** Words, which begin at the left. */
  isText?: boolean
}

const separatorOrQuote = /[",\r\n]/
/** What a spreadsheet would take for a formula: names in the table are others' words. */
const formulaStart = /^[=+\-@\t\r]/

function csvField(value: DataValue): string {
  if (value === null) return ''
  // Twelve figures: more than anything here is known to, and none of the last bits of a division.
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : ''
  const text = formulaStart.test(value) ? `'${value}` : value
  return separatorOrQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The table as CSV (RFC 4180): a header, numbers in twelve figures with a point, a gap empty. Text that a spreadsheet would run gets an apostrophe. */
export const toCsv = ({ columns, rows }: DataTable): string =>
  [columns.map(({ name }) => name), ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')

/** The table as text to be pasted into a spreadsheet: the columns parted by tabs. */
export const toTabbed = ({ columns, rows }: DataTable): string =>
  [columns.map(({ name }) => name), ...rows]
    .map((row) =>
      row
        .map((value) =>
          csvField(typeof value === 'string' ? value.replaceAll(/[\t\r\n"]/g, ' ') : value).replaceAll('"', ''),
        )
        .join('\t'),
    )
    .join('\n')
