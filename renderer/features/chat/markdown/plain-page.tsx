import { memo } from 'react'
import type { Block } from './block.ts'

/** A page that is not parsed yet: its text, which takes about the same room. */
export const PlainPage = memo(({ blocks }: { blocks: readonly Block[] }) => (
  <p className="as-written">{blocks.map((block) => block.source.trimEnd()).join('\n\n')}</p>
))
