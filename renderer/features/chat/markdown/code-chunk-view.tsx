import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { whenIdle } from './idle-queue.ts'

/** Code that is being written is coloured at most this often. */
const pauseMs = 500
const cacheLimit = 400

type Coloured = { text: string; content: ReactNode }

const cache = new Map<string, Coloured>()

const remember = (key: string, coloured: Coloured): void => {
  cache.delete(key)
  cache.set(key, coloured)
  const oldest = cache.keys().next()
  if (cache.size > cacheLimit && !oldest.done) cache.delete(oldest.value)
}

async function colour(text: string, language: string): Promise<Coloured | null> {
  const { highlight } = await import('./highlighter.ts')
  return new Promise((resolve) => {
    whenIdle(() => {
      const children = highlight(text, language)
      if (children === null) return resolve(null)
      const coloured = { text, content: toJsxRuntime({ type: 'root', children }, { Fragment, jsx, jsxs }) }
      remember(`${language}\n${text}`, coloured)
      resolve(coloured)
    })
  })
}

/** A piece of code: plain at once, coloured when the page has time. What was appended since then is plain behind it. */
export const CodeChunkView = memo(({ text, language }: { text: string; language: string }) => {
  const [coloured, setColoured] = useState(() => cache.get(`${language}\n${text}`) ?? null)
  const latest = useRef(text)
  const isBusy = useRef(false)
  latest.current = text

  useEffect(() => {
    const isDone = coloured?.text === text || language === '' || text === ''
    if (isDone || isBusy.current) return
    isBusy.current = true
    const begin = async () => {
      const result = await colour(latest.current, language)
      isBusy.current = false
      if (result !== null) setColoured(result)
    }
    if (coloured === null) void begin()
    else setTimeout(begin, pauseMs)
  }, [coloured, text, language])

  const isCurrent = coloured !== null && text.startsWith(coloured.text)
  return (
    <span className="code-chunk">
      {isCurrent ? coloured.content : text}
      {isCurrent && text.slice(coloured.text.length)}
    </span>
  )
})
