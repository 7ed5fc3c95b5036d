import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** How far below the top of a scrolling page an element begins, in px, as a virtual list inside it has to know. */
export const useStartMargin = (scroller: RefObject<HTMLElement | null>) => {
  const ref = useRef<HTMLDivElement>(null)
  const [marginPx, setMarginPx] = useState(0)
  // After each drawing: what stands above may have become higher. Nothing is drawn again where the place is the same.
  useLayoutEffect(() => {
    if (!ref.current || !scroller.current) return
    const top = ref.current.getBoundingClientRect().top - scroller.current.getBoundingClientRect().top
    setMarginPx(Math.round(top + scroller.current.scrollTop))
  })
  return { ref, marginPx }
}
