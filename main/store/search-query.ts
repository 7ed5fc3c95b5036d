const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** How a text can be searched for: by the words of the full-text index, or as a piece of text anywhere. */
export type SearchQuery = { type: 'words'; expression: string } | { type: 'piece'; piece: string }

/**
 * What a user typed, as words: each one quoted for FTS5, so that nothing in it is an operator, all of them required, the last one
 * as a prefix since it may still be being typed. Where words are written without spaces, and where there is no letter and no
 * digit, the index has no words to offer: then the text is looked for as it is. null where there is nothing to look for.
 */
export function toSearchQuery(text: string): SearchQuery | null {
  const piece = text.replaceAll('\0', ' ').trim()
  if (piece === '') return null
  const words = piece.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0 || unspaced.test(piece)) return { type: 'piece', piece }
  const quoted = words.map((word) => `"${word.replaceAll('"', '""')}"`)
  return { type: 'words', expression: `${quoted.join(' ')} *` }
}
