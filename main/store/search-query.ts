const wordsAtMost = 32

/**
 * What a user typed as an FTS5 query: each word quoted, so that nothing in it is an operator, all of them required, the last
 * one as a prefix since it may still be being typed. null where there is no letter and no digit to search for.
 */
export function toSearchQuery(text: string): string | null {
  const words = text
    .replaceAll('\0', ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, wordsAtMost)
  if (words.length === 0) return null
  return `${words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ')} *`
}
