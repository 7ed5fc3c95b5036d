/** What the first characters of a line say about the block that it begins, by CommonMark's rules for unnested lines. */

const fencePattern = /^ {0,3}(`{3,}(?!.*`)|~{3,})/
const bulletPattern = /^( {0,3})([-+*])([ \t]+|$)/
const orderedPattern = /^( {0,3})(\d{1,9})([.)])([ \t]+|$)/
const thematicBreakPattern = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const headingPattern = /^ {0,3}#{1,6}(?:[ \t]|$)/
const setextPattern = /^ {0,3}(?:=+|-+)[ \t]*$/
const quotePattern = /^ {0,3}>/
const delimiterRowPattern = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const definitionPattern = /^ {0,3}\[((?:[^\]\\]|\\.){1,999})\]:[ \t]*\S/

/** HTML that runs over blank lines to an end of its own (CommonMark's kinds 1 to 5). */
const htmlKinds: { begins: RegExp; ends: RegExp }[] = [
  { begins: /^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, ends: /<\/(?:script|pre|style|textarea)>/i },
  { begins: /^ {0,3}<!--/, ends: /-->/ },
  { begins: /^ {0,3}<\?/, ends: /\?>/ },
  { begins: /^ {0,3}<![A-Za-z]/, ends: />/ },
  { begins: /^ {0,3}<!\[CDATA\[/, ends: /\]\]>/ },
]

export type Fence = { marker: string; length: number }
export type ListMarker = { type: string; contentIndent: number; isEmpty: boolean; number: number | null }

/** Columns of white space before the text, a tab reaching the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0
  for (const character of line) {
    if (character === ' ') columns += 1
    else if (character === '\t') columns += 4 - (columns % 4)
    else break
  }
  return columns
}

export const isBlank = (line: string): boolean => /^[ \t\r]*$/.test(line)

export function openingFence(line: string): Fence | null {
  const marker = fencePattern.exec(line)?.[1]
  return marker === undefined ? null : { marker: marker.charAt(0), length: marker.length }
}

export function closesFence(line: string, fence: Fence): boolean {
  const marker = /^ {0,3}(`{3,}|~{3,})[ \t\r]*$/.exec(line)?.[1]
  return marker !== undefined && marker.charAt(0) === fence.marker && marker.length >= fence.length
}

/** The marker of a list item, or null. A thematic break such as `* * *` is none. */
export function listMarker(line: string): ListMarker | null {
  if (isThematicBreak(line)) return null
  const bullet = bulletPattern.exec(line)
  const ordered = bullet === null ? orderedPattern.exec(line) : null
  const match = bullet ?? ordered
  if (match === null) return null
  const isEmpty = isBlank(line.slice(match[0].length))
  const marker = bullet === null ? `${match[2]}${match[3]}` : `${match[2]}`
  const markerWidth = (match[1] ?? '').length + marker.length
  const padding = indentOf(line.slice(markerWidth))
  return {
    type: marker.at(-1) ?? marker,
    // Five columns or more after the marker are an indented code block that begins one column in.
    contentIndent: markerWidth + (isEmpty || padding > 4 ? 1 : padding),
    isEmpty,
    number: ordered === null ? null : Number(ordered[2]),
  }
}

/** Only such an item may end a paragraph: not empty, and numbered 1 where it is numbered. */
export const mayInterruptParagraph = (marker: ListMarker): boolean =>
  !marker.isEmpty && (marker.number === null || marker.number === 1)

export const isThematicBreak = (line: string): boolean => thematicBreakPattern.test(line.trimEnd())
export const isHeading = (line: string): boolean => headingPattern.test(line)
export const isSetextUnderline = (line: string): boolean => setextPattern.test(line.trimEnd())
export const isQuote = (line: string): boolean => quotePattern.test(line)
export const isDelimiterRow = (line: string): boolean => line.includes('-') && delimiterRowPattern.test(line.trimEnd())

/** What ends the HTML that begins in this line, or null where none of those kinds begins. */
export function openingHtml(line: string): RegExp | null {
  return htmlKinds.find((kind) => kind.begins.test(line))?.ends ?? null
}

/** What closes the displayed formula that this line opens and does not close itself: `$$` or `\]`; null where it opens none. */
export function openingMath(line: string): string | null {
  const text = line.trim()
  if (indentOf(line) > 3) return null
  if (text.startsWith('$$')) return text.indexOf('$$', 2) === -1 ? '$$' : null
  if (text.startsWith('\\[')) return text.includes('\\]') ? null : '\\]'
  return null
}

/** The label of a link reference definition, folded as CommonMark compares labels, or null. */
export function definitionLabel(line: string): string | null {
  const label = definitionPattern.exec(line)?.[1]
  return label === undefined || label.startsWith('^') ? null : foldLabel(label)
}

export const foldLabel = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase()

/** Cells of a table row: unescaped pipes, those at the ends left out. */
export function cellCount(row: string): number {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return (inner.match(/(?<!\\)\|/g)?.length ?? 0) + 1
}
