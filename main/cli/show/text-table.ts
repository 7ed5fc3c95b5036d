import { onOneLine } from '../../core/shown-text.ts'

/** A table in plain text: the first column to the left, the others to the right, a line below the headings. Names may come from files. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows].map((cells) => cells.map(onOneLine))
  const widths = headings.map((_, column) => Math.max(...all.map((cells) => widthOf(cells[column] ?? ''))))
  const lines = all.map((cells) =>
    widths.map((width, column) => padded(cells[column] ?? '', column === 0 ? 'left' : 'right', width)).join('  '),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [lines[0] ?? '', rule, ...lines.slice(1)].map((line) => `${line.trimEnd()}\n`).join('')
}

function padded(text: string, side: 'left' | 'right', width: number): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return side === 'left' ? text + space : space + text
}

function widthOf(text: string): number {
  return [...text].length
}
