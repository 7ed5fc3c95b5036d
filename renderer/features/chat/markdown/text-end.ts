import type { Element, ElementContent, Root } from 'hast'

/** How a text ends: it is being `writing` itself, or was `cut` short; undefined where it ends by itself. */
export type TextEnd = 'writing' | 'cut' | undefined

const holders = new Set(['p', 'li', 'ul', 'ol', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

const mark = (end: TextEnd): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: ['text-end', String(end)], ariaHidden: 'true' },
  children: [],
})

/** The tree with the mark of its end behind its last words; as it is where it ends in a table or in code. */
export function withTextEnd(tree: Root, end: TextEnd): Root {
  return end === undefined ? tree : { ...tree, children: marked(tree.children, end) }
}

function marked<T extends ElementContent | Root['children'][number]>(children: T[], end: TextEnd): T[] {
  const index = children.findLastIndex((child) => child.type === 'element')
  const last = children[index]
  if (last?.type !== 'element' || !holders.has(last.tagName)) return children
  const inner = marked(last.children, end)
  const changed = inner === last.children ? { ...last, children: [...inner, mark(end)] } : { ...last, children: inner }
  return children.with(index, changed as T)
}
