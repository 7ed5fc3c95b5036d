import katex from 'katex'
import { memo, useLayoutEffect, useRef } from 'react'
import 'katex/dist/katex.min.css'

/** A longer formula is shown as it was written: setting it would hold up the page. */
const lengthLimit = 3000

/**
 * A formula set by KaTeX, which builds elements (never HTML text) and refuses links, images and attributes of its own. What it cannot
 * read is shown as it was written.
 */
export const Formula = memo(({ tex, isDisplayed }: { tex: string; isDisplayed: boolean }) => {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    target.textContent = ''
    try {
      if (tex.length > lengthLimit) throw new Error('too long')
      katex.render(tex, target, {
        displayMode: isDisplayed,
        trust: false,
        strict: 'ignore',
        maxSize: 20,
        maxExpand: 200,
      })
    } catch {
      target.textContent = tex
    }
  }, [tex, isDisplayed])
  return <span ref={element} className={isDisplayed ? 'formula-display' : 'formula'} />
})
