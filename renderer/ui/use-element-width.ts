import { type RefCallback, useCallback, useState } from 'react'

/** The width of an element in px, followed; 0 until it is laid out. */
export const useElementWidth = (): { ref: RefCallback<HTMLElement>; widthPx: number } => {
  const [widthPx, setWidthPx] = useState(0)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    setWidthPx(element.clientWidth)
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, widthPx }
}
