const titleMaxLength = 60
/** In UTF-16 units: a conversation's title may be no longer, and one character can take many of them. */
const titleMaxUnits = 198
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A conversation's first title: the beginning of its first question on one line, cut between words, Markdown marks left out. */
export function titleFromQuestion(question: string): string {
  const lines = question.split('\n').map(plainLine)
  const line = lines.find((candidate) => candidate !== '') ?? question.trim()
  const title = firstCharacters(line)
  if (title === line) return title
  const lastSpace = title.lastIndexOf(' ')
  return `${(lastSpace > title.length / 2 ? title.slice(0, lastSpace) : title).trimEnd()}…`
}

function plainLine(line: string): string {
  return line
    .replaceAll(/[`*_]{2,}|^[\s#>\-*`]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function firstCharacters(line: string): string {
  let title = ''
  let count = 0
  for (const { segment } of characters.segment(line.slice(0, titleMaxUnits * 2))) {
    if (count === titleMaxLength || title.length + segment.length > titleMaxUnits) break
    title += segment
    count += 1
  }
  return title === '' ? line.slice(0, titleMaxUnits) : title
}
