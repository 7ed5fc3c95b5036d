import { memo, startTransition, useEffect, useState } from 'react'
import type { Block } from './block.ts'
import type { BlockView } from './block-document.ts'
import { BlockGroup, groupBlocks, isDrawn } from './block-group.tsx'
import { whenIdle } from './idle-queue.ts'
import { PlainPage } from './plain-page.tsx'
import type { TextEnd } from './text-end.ts'

type PageProps = {
  blocks: readonly Block[]
  definitions: BlockView['definitions']
  end: TextEnd
  /** Its size has been drawn and stays: out of sight it need not be laid out or painted. */
  isSettled: boolean
}

const Page = memo(({ blocks, definitions, end, isSettled }: PageProps) => (
  <div className="markdown-page" data-settled={isSettled || undefined}>
    {groupBlocks(blocks).map((group, index, groups) => (
      <BlockGroup
        key={group[0]?.start}
        blocks={group}
        definitions={definitions}
        end={index === groups.length - 1 ? end : undefined}
      />
    ))}
  </div>
))

/**
 * Markdown as it stands, streamed or from history: there is no other renderer. Full pages are drawn once; a long text is parsed from
 * its end backwards while the page is idle.
 */
export const MarkdownPages = ({ view, end }: { view: BlockView; end?: TextEnd }) => {
  const { pages, last, definitions } = view
  // A text that grew here was seen as it grew; of one from history, what is above has no known size yet.
  const [isLive] = useState(end === 'writing')
  const [plainCount, setPlainCount] = useState(() => {
    const firstDrawn = pages.findIndex((page) => isDrawn(page.find((block) => block.kind !== 'code')))
    return firstDrawn === -1 ? pages.length : Math.min(firstDrawn, pages.length)
  })
  useEffect(() => {
    if (plainCount === 0) return
    return whenIdle(() => startTransition(() => setPlainCount(plainCount - 1)))
  }, [plainCount])
  return (
    <div className="markdown">
      {/* One list: the page in progress keeps its place, and so its elements, when it is full. */}
      {[...pages, last].map((blocks, index) =>
        index < plainCount ? (
          <PlainPage key={blocks[0]?.start} blocks={blocks} />
        ) : (
          <Page
            key={blocks[0]?.start ?? 0}
            blocks={blocks}
            definitions={definitions}
            end={blocks === last ? end : undefined}
            isSettled={isLive && blocks !== last}
          />
        ),
      )}
    </div>
  )
}
