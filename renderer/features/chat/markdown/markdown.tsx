import { lazy, Suspense } from 'react'
import type { BlockView } from './block-document.ts'
import { whenIdle } from './idle-queue.ts'
import { PlainPage } from './plain-page.tsx'
import type { TextEnd } from './text-end.ts'
import './markdown.css'

const load = () => import('./markdown-pages.tsx')
const MarkdownPages = lazy(async () => ({ default: (await load()).MarkdownPages }))

/** Fetches what draws Markdown as soon as the page is idle: half of the interface's code, of which an empty chat needs nothing. */
export const preloadMarkdown = (): (() => void) => whenIdle(() => void load())

/** Markdown, streamed or from history: as it was written for the moment in which what draws it arrives. */
export const Markdown = (props: { view: BlockView; end?: TextEnd }) => (
  <Suspense
    fallback={
      <div className="markdown">
        {[...props.view.pages, props.view.last].map((blocks) => (
          <PlainPage key={blocks[0]?.start ?? 0} blocks={blocks} />
        ))}
      </div>
    }
  >
    <MarkdownPages {...props} />
  </Suspense>
)
