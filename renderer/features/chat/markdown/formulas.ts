import type { InlineCode, Nodes, PhrasingContent, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'

/** A formula in a text, with its delimiters taken off. */
export type Formula = { tex: string; isDisplayed: boolean; raw: string }

// Noncharacters: no text holds them by right, and Markdown gives them no meaning.
const opening = '\uFDD0'
const closing = '\uFDD1'
const placeholderPattern = /\uFDD0(\d+)\uFDD1/g
const strayPattern = /[\uFDD0\uFDD1]/g

/**
 * Takes the formulas out of Markdown before it is parsed, so that no `_`, `\` or `|` in them means anything else, and leaves a
 * placeholder for each. Knows `$…$`, `$$…$$`, `\(…\)` and `\[…\]`; leaves code and sums of money ($5 and $6) alone.
 */
export function extractFormulas(source: string): { markdown: string; formulas: Formula[] } {
  const formulas: Formula[] = []
  const text = source.replace(strayPattern, '\uFFFD')
  let markdown = ''
  let copied = 0
  let at = 0
  while (at < text.length) {
    const character = text[at]
    if (character === '`') at = afterCode(text, at)
    else if (character === '$' || character === '\\') {
      const found = formulaAt(text, at)
      if (found === null) at += character === '\\' ? 2 : text[at + 1] === '$' ? 2 : 1
      else {
        const raw = text.slice(at, found.end)
        markdown += `${text.slice(copied, at)}${opening}${formulas.length}${closing}`
        formulas.push({ tex: found.tex.trim(), isDisplayed: found.isDisplayed, raw })
        copied = found.end
        at = found.end
      }
    } else at += 1
  }
  return { markdown: markdown + text.slice(copied), formulas }
}

/** Puts the formulas into a parsed tree: as code with a class in running text, as they were written anywhere else. */
export function placeFormulas(tree: Nodes, formulas: Formula[]): void {
  if (formulas.length === 0) return
  const restore = (text: string) => text.replace(placeholderPattern, (_, index) => formulas[Number(index)]?.raw ?? '')
  visit(tree, (node, index, parent) => {
    if (node.type === 'text' && parent !== undefined && index !== undefined) {
      const pieces = splitText(node, formulas)
      parent.children.splice(index, 1, ...pieces)
      return [SKIP, index + pieces.length]
    }
    if ('value' in node) node.value = restore(node.value)
    if ('url' in node) node.url = restore(node.url)
    if ('title' in node && node.title) node.title = restore(node.title)
    if ('alt' in node && node.alt) node.alt = restore(node.alt)
    if ('lang' in node && node.lang) node.lang = restore(node.lang)
    return undefined
  })
}

function splitText(node: Text, formulas: Formula[]): PhrasingContent[] {
  const pieces: PhrasingContent[] = []
  let copied = 0
  for (const match of node.value.matchAll(placeholderPattern)) {
    const formula = formulas[Number(match[1])]
    if (match.index > copied) pieces.push({ type: 'text', value: node.value.slice(copied, match.index) })
    if (formula !== undefined) pieces.push(formulaNode(formula))
    copied = match.index + match[0].length
  }
  if (copied < node.value.length) pieces.push({ type: 'text', value: node.value.slice(copied) })
  return pieces
}

const formulaNode = ({ tex, isDisplayed }: Formula): InlineCode => ({
  type: 'inlineCode',
  value: tex,
  data: { hProperties: { className: [isDisplayed ? 'math-display' : 'math-inline'] } },
})

/** Past the code span that begins here, or past its backticks where it has no end. */
function afterCode(text: string, at: number): number {
  let end = at
  while (text[end] === '`') end += 1
  const marker = text.slice(at, end)
  for (let close = text.indexOf(marker, end); close !== -1; close = text.indexOf(marker, close)) {
    let closeEnd = close
    while (text[closeEnd] === '`') closeEnd += 1
    if (closeEnd - close === marker.length) return closeEnd
    close = closeEnd
  }
  return end
}

function formulaAt(text: string, at: number): { tex: string; isDisplayed: boolean; end: number } | null {
  const delimiter = text.slice(at, at + 2)
  if (delimiter === '\\(') return between(text, at + 2, '\\)', false)
  if (delimiter === '\\[') return between(text, at + 2, '\\]', true)
  if (delimiter === '$$') return between(text, at + 2, '$$', true)
  if (delimiter[0] !== '$' || /\s/.test(delimiter[1] ?? ' ')) return null
  // Pandoc's rule: no space inside the dollars, and no digit after them.
  for (let end = text.indexOf('$', at + 1); end !== -1; end = text.indexOf('$', end + 1)) {
    const tex = text.slice(at + 1, end)
    if (tex.includes('\n\n') || tex.includes('`')) return null
    if (/[\s\\]$/.test(tex) || /\d/.test(text[end + 1] ?? '')) continue
    return { tex, isDisplayed: false, end: end + 1 }
  }
  return null
}

function between(text: string, start: number, delimiter: string, isDisplayed: boolean) {
  const end = text.indexOf(delimiter, start)
  const tex = text.slice(start, end)
  return end === -1 || tex.trim() === '' || /\n[ \t]*\n/.test(tex)
    ? null
    : { tex, isDisplayed, end: end + delimiter.length }
}
