/** A piece of a code block, highlighted by itself. */
export type CodeChunk = { readonly start: number; readonly text: string; readonly isComplete: boolean }

/** A chunk ends before the first unindented line after a blank one from here on: strings and comments seldom cross such a place. */
const softLength = 1200
/** Failing that, at any line end from here on, and inside a line at the last resort. */
const lineLength = 2400
const hardLength = 4800

/**
 * Cuts code into chunks. `previous` is the result for the code's beginning: its complete chunks are kept, so that code that grows
 * costs only its last chunk. Where the chunks are cut depends on the code alone.
 */
export function chunkCode(code: string, previous: readonly CodeChunk[] = []): CodeChunk[] {
  const kept = previous.filter((chunk) => chunk.isComplete && code.startsWith(chunk.text, chunk.start))
  const chunks = [...kept]
  const lastKept = kept.at(-1)
  let start = lastKept === undefined ? 0 : lastKept.start + lastKept.text.length
  for (;;) {
    const end = chunkEnd(code, start)
    if (end === null) break
    chunks.push({ start, text: code.slice(start, end), isComplete: true })
    start = end
  }
  if (start < code.length || chunks.length === 0) chunks.push({ start, text: code.slice(start), isComplete: false })
  return chunks
}

/** Where the chunk from `start` ends; null while that is not settled. */
function chunkEnd(code: string, start: number): number | null {
  const soft = /\n[ \t]*\n(?=[^\s])/g
  soft.lastIndex = start + softLength
  const paragraph = soft.exec(code.slice(0, start + lineLength))
  if (paragraph !== null) return paragraph.index + paragraph[0].length
  if (code.length < start + lineLength) return null
  const newline = code.indexOf('\n', start + lineLength)
  if (newline !== -1 && newline < start + hardLength) return newline + 1
  return code.length < start + hardLength ? null : start + hardLength
}
