import type { ElementContent, Root, RootContent } from 'hast'
import type { Html, Root as MarkdownRoot, Nodes } from 'mdast'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { extractFormulas, placeFormulas } from './formulas.ts'
import { safeLink } from './safe-link.ts'
import { sanitizeSchema } from './sanitize-schema.ts'

/** Elements nested deeper than this become their text: a thousand `>` in a row must not exhaust a stack. */
const depthLimit = 32

// One frozen processor for all blocks: making one costs more than a short paragraph.
const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).freeze()
const converter = unified().use(remarkRehype).use(makeLinksSafe).use(rehypeSanitize, sanitizeSchema).freeze()

/**
 * Markdown as a tree of safe elements. Raw HTML becomes text; an image becomes a link with its alternative text, so that nothing is
 * fetched; only links to web pages and mail addresses stay links. Formulas are `code` elements of class `math-inline` or `math-display`.
 */
export function parseMarkdown(source: string): Root {
  const { markdown, formulas } = extractFormulas(source)
  const tree = parser.parse(markdown)
  placeFormulas(tree, formulas)
  showAsText(tree)
  return converter.runSync(tree)
}

/** Shows raw HTML as the text it is, and footnotes in their place: a note and its mark may lie in different blocks. */
function showAsText(tree: MarkdownRoot): void {
  visit(tree, (node: Nodes, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    if (node.type === 'html') parent.children.splice(index, 1, htmlAsText(node, isFlow(parent)))
    else if (node.type === 'footnoteReference') {
      parent.children.splice(index, 1, { type: 'text', value: `[${node.label ?? node.identifier}]` })
    } else if (node.type === 'footnoteDefinition') {
      const [first] = node.children
      if (first?.type === 'paragraph') {
        first.children.unshift({ type: 'text', value: `[${node.label ?? node.identifier}] ` })
      }
      parent.children.splice(index, 1, ...node.children)
      return index
    } else return undefined
    return [SKIP, index + 1]
  })
}

const isFlow = (parent: Nodes): boolean =>
  ['root', 'blockquote', 'listItem', 'footnoteDefinition'].includes(parent.type)

function htmlAsText(node: Html, inFlow: boolean) {
  if (/^<br\s*\/?>$/i.test(node.value)) return { type: 'break' as const }
  const text = { type: 'text' as const, value: node.value }
  return inFlow ? { type: 'paragraph' as const, children: [text] } : text
}

function makeLinksSafe() {
  return (tree: Root): Root => ({ ...tree, children: safeChildren(tree.children, false, 0) })
}

/** Turns images into links, links that lead nowhere safe into their text, and what is nested too deep into text. */
function safeChildren<T extends RootContent | ElementContent>(children: T[], inLink: boolean, depth: number): T[] {
  return children.flatMap((child): T[] => {
    if (child.type !== 'element') return [child]
    if (depth >= depthLimit) return [{ type: 'text', value: textOf(child) } as T]
    if (child.tagName !== 'a' && child.tagName !== 'img') {
      return [{ ...child, children: safeChildren(child.children, inLink, depth + 1) }]
    }
    const isImage = child.tagName === 'img'
    const address = String((isImage ? child.properties.src : child.properties.href) ?? '')
    const href = inLink ? null : safeLink(address)
    const content: ElementContent[] = isImage
      ? [{ type: 'text', value: String(child.properties.alt || address) }]
      : safeChildren(child.children, inLink || href !== null, depth + 1)
    // A link's content may stand wherever the link may.
    return href === null ? (content as T[]) : [{ ...child, tagName: 'a', properties: { href }, children: content }]
  })
}

/** The text below an element, gathered without recursion. */
function textOf(element: ElementContent): string {
  let text = ''
  const rest: ElementContent[] = [element]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.type === 'text') text += node.value
    else if (node.type === 'element') rest.push(...node.children.toReversed())
  }
  return text
}
