import type { Element, ElementContent, Root } from 'hast'
import type { Block } from './block.ts'
import { foldLabel } from './line-patterns.ts'
import { parseMarkdown } from './parse-markdown.ts'

/** Quotations or lists in one another, or opening brackets, that no one writes in earnest and that exhaust a parser's stack or time. */
const nestedTooDeep = /(?:^|\n)(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){24}|\[{32}/

/** The definitions that a block's links need, as Markdown; empty for almost every block. */
export function definitionsFor(source: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0 || !source.includes('[')) return ''
  const needed = new Set<string>()
  for (const match of source.matchAll(/\[([^[\]]{1,999})\]/g)) {
    const definition = definitions.get(foldLabel(match[1] ?? ''))
    if (definition !== undefined && !source.includes(definition)) needed.add(definition)
  }
  return [...needed].join('\n')
}

/**
 * The safe elements of one block. Of a list it is the `li` elements alone, and of a table its head and body, which the renderer
 * puts into one list or one table. Text that the parser chokes on is shown as it is.
 */
export function blockTree(block: Block, definitions: string): Root {
  if (nestedTooDeep.test(block.source)) return asText(block)
  try {
    const root = parseMarkdown(markdownOf(block, definitions))
    if (block.kind === 'list') return { type: 'root', children: listItems(root) }
    if (block.kind === 'table') return { type: 'root', children: rows(root, block.continues) }
    return root
  } catch (error) {
    console.error(error)
    return asText(block)
  }
}

const asText = (block: Block): Root => ({ type: 'root', children: [{ type: 'text', value: block.source }] })

/** Of a list block, the number it starts at and whether it is numbered: what the `ol` around its items needs. */
export function listShape(source: string): { isOrdered: boolean; start: number } {
  const number = /^\s*(\d{1,9})[.)]/.exec(source)?.[1]
  return { isOrdered: number !== undefined, start: Number(number ?? 1) }
}

function markdownOf(block: Block, definitions: string): string {
  const indent = block.kind === 'list' && block.continues ? (/^[ \t]+/.exec(block.source)?.[0] ?? '') : ''
  const own = indent.length > 3 ? block.source.replaceAll(new RegExp(`^${indent}`, 'gm'), '') : block.source
  const source = block.continues ? block.tableHead + own : own
  return definitions === '' ? source : `${source}\n\n${definitions}\n`
}

const isElement = (node: { type: string }): node is Element => node.type === 'element'

/** The items of the list that a block begins with; what the parser puts after it belongs to the last of them. */
function listItems(root: Root): Element[] {
  const elements = root.children.filter(isElement)
  const list = elements.find((element) => element.tagName === 'ul' || element.tagName === 'ol')
  const items = list?.children.filter(isElement) ?? []
  const rest: ElementContent[] = elements.filter((element) => element !== list)
  if (rest.length === 0) return items
  const last = items.at(-1)
  if (last === undefined) return [{ type: 'element', tagName: 'li', properties: {}, children: rest }]
  return [...items.slice(0, -1), { ...last, children: [...last.children, ...rest] }]
}

/** The head and body of a table block, or the body alone. */
function rows(root: Root, withoutHead: boolean): Element[] {
  const table = root.children.filter(isElement).find((element) => element.tagName === 'table')
  const parts = (table?.children ?? []).filter(isElement)
  return withoutHead ? parts.filter((part) => part.tagName !== 'thead') : parts
}
