import { memo, type ReactNode } from 'react'
import type { Block } from './block.ts'
import { Table, toElements } from './block-elements.tsx'
import { blockTree, definitionsFor, listShape } from './block-tree.ts'
import { CodeBlock } from './code-block.tsx'
import { fenceParts } from './fence-parts.ts'
import { type TextEnd, withTextEnd } from './text-end.ts'

type Definitions = ReadonlyMap<string, string>

// What is scrolled out of sight and back again is not parsed again.
const drawn = new WeakMap<Block, { definitions: string; content: ReactNode }>()

/** True where drawing this block costs no parsing. */
export const isDrawn = (block: Block | undefined): boolean => block === undefined || drawn.has(block)

const isSameBlock = (one: Block | undefined, other: Block | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.source === other.source &&
    one.kind === other.kind &&
    one.continues === other.continues &&
    one.isOpen === other.isOpen)

type BlockContentProps = { block: Block; definitions: string; end: TextEnd }

const BlockContent = memo(
  ({ block, definitions, end }: BlockContentProps) => {
    const known = drawn.get(block)
    if (end === undefined && known !== undefined && known.definitions === definitions) return known.content
    const content = toElements(withTextEnd(blockTree(block, definitions), end))
    if (!block.isOpen && end === undefined) drawn.set(block, { definitions, content })
    return content
  },
  (one, other) => isSameBlock(one.block, other.block) && one.definitions === other.definitions && one.end === other.end,
)

type BlockGroupProps = { blocks: readonly Block[]; definitions: Definitions; end: TextEnd }

const contents = ({ blocks, definitions, end }: BlockGroupProps) =>
  blocks.map((block, index) => (
    <BlockContent
      key={block.start}
      block={block}
      definitions={definitionsFor(block.source, definitions)}
      end={index === blocks.length - 1 ? end : undefined}
    />
  ))

const FencedCode = ({ block }: { block: Block }) => <CodeBlock {...fenceParts(block.source)} />

/** Blocks that belong together: a list's items, a table's rows; or one block. */
export const BlockGroup = memo(
  (props: BlockGroupProps) => {
    const [first] = props.blocks
    if (first === undefined) return null
    // What only shows up as it was written: HTML, and a formula that has no end yet.
    if (first.kind === 'html' || (first.kind === 'math' && first.isOpen)) {
      return <p className="as-written">{props.blocks.map((block) => block.source).join('')}</p>
    }
    if (first.kind === 'code') return <FencedCode block={first} />
    if (first.kind === 'table') return <Table>{contents(props)}</Table>
    if (first.kind !== 'list') return contents(props)
    const { isOrdered, start } = listShape(first.source)
    return isOrdered ? <ol start={start}>{contents(props)}</ol> : <ul>{contents(props)}</ul>
  },
  (one, other) =>
    one.definitions === other.definitions &&
    one.end === other.end &&
    one.blocks.length === other.blocks.length &&
    one.blocks.every((block, index) => isSameBlock(block, other.blocks[index])),
)

/** Blocks in the groups that are drawn as one list or one table. */
export function groupBlocks(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = []
  for (const block of blocks) {
    const group = groups.at(-1)
    if (block.continues && group?.[0]?.kind === block.kind) group.push(block)
    else groups.push([block])
  }
  return groups
}
