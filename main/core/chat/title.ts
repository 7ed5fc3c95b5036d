const titleMaxLength = 60
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A conversation's first title: the beginning of its first question on one line, cut between words, Markdown marks left out. */
export function titleFromQuestion(question: string): string {
  const lines = question.split('\n').map((line) =>
    line
      .replaceAll(/[`*_]{2,}|^[\s#>\-*`]+/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )
  const line = lines.find((candidate) => candidate !== '') ?? question.trim()
  // A grapheme can be long; this many units hold more than a title of any script, and keep a question of a megabyte cheap.
  const graphemes = Array.from(characters.segment(line.slice(0, titleMaxLength * 16)), ({ segment }) => segment)
  if (graphemes.length <= titleMaxLength) return graphemes.join('')
  const cut = graphemes.slice(0, titleMaxLength).join('')
  const lastSpace = cut.lastIndexOf(' ')
  return `${(lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`
}
