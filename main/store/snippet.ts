import type { SearchHit } from '#contract/conversations.ts'

// Noncharacters: Unicode keeps them free for a program's own use, so no text contains them.
export const matchStart = '\uFDD0'
export const matchEnd = '\uFDD1'

const pieceMaxLength = 160
const marks = new RegExp(`${matchStart}([^${matchEnd}]*)${matchEnd}`)

/** A marked text in pieces. White space becomes single spaces; a piece without word breaks is cut so that a line stays a line. */
export function toPieces(marked: string): SearchHit['snippet'] {
  return marked
    .replaceAll(/\s+/g, ' ')
    .split(marks)
    .map((text, index, all) => ({ text: clip(text, index === 0 && all.length > 1), match: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

function clip(text: string, keepEnd: boolean): string {
  if (text.length <= pieceMaxLength) return text
  return keepEnd ? `…${text.slice(-pieceMaxLength)}` : `${text.slice(0, pieceMaxLength)}…`
}

/** Marks the first place of a piece of text, without regard to case, and keeps what is around it. */
export function markPiece(text: string, piece: string): string {
  // Only A to Z, as SQLite does it: other letters can change their length with their case, and the place would be wrong.
  const lower = (value: string) => value.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
  const start = Math.max(lower(text).indexOf(lower(piece)), 0)
  const end = start + piece.length
  const before = text.slice(Math.max(start - pieceMaxLength, 0), start)
  const after = text.slice(end, end + pieceMaxLength)
  const [open, close] = [start > pieceMaxLength ? '…' : '', end + pieceMaxLength < text.length ? '…' : '']
  return `${open}${before}${matchStart}${text.slice(start, end)}${matchEnd}${after}${close}`
}
