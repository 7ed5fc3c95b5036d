/** Deepest nesting that is read: a whole run of Wattle's has nine levels. */
const depthLimit = 32

/** Lines of objects that are remembered, at each depth. */
const linesLimit = 100_000

/** The most lists and objects, and the most commas: some four times as many as runs have in the longest file that is read. */
const partsLimit = 1_000_000
const commasLimit = 10_000_000

/** How a text is nested, told without parsing it. */
export type JsonOutline = {
  /** Why it is not to be parsed, and the line that says so, counted from 1; null where nothing speaks against it. */
  excess: { reason: 'too-deep' | 'too-many'; line: number } | null
  /** The line on which the nth object of a depth begins. An object that is all of a text has depth 1. 1 for what is not there. */
  lineOf: (depth: number, index: number) => number
}

const code = (character: string) => character.charCodeAt(0)
const comma = code(',')
const [quote, backslash, newLine] = [code('"'), code('\\'), code('\n')]
const [openArray, closeArray, openObject, closeObject] = [code('['), code(']'), code('{'), code('}')]

/** Looks through a JSON text, or one of JSON lines, before it is parsed: a parser would go along with any depth. */
export function outlineJson(text: string): JsonOutline {
  const lines: number[][] = []
  let depth = 0
  let parts = 0
  let commas = 0
  let line = 1
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (character === newLine) line += 1
    if (inString) {
      if (character === backslash) index += 1
      else if (character === quote) inString = false
    } else if (character === quote) {
      inString = true
    } else if (character === openArray || character === openObject) {
      depth += 1
      parts += 1
      if (depth > depthLimit) return { excess: { reason: 'too-deep', line }, lineOf: () => line }
      if (character === openObject) {
        lines[depth] ??= []
        const known = lines[depth]
        if (known !== undefined && known.length < linesLimit) known.push(line)
      }
    } else if (character === closeArray || character === closeObject) {
      depth = Math.max(0, depth - 1)
    } else if (character === comma) {
      commas += 1
    }
    if (parts > partsLimit || commas > commasLimit) return { excess: { reason: 'too-many', line }, lineOf: () => line }
  }
  return { excess: null, lineOf: (wanted, index) => lines[wanted]?.[index] ?? 1 }
}
