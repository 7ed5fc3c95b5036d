import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** This near the end counts as the end, in pixels. */
const endDistance = 24

const upKeys = new Set(['ArrowUp', 'PageUp', 'Home'])

type StickToEnd = {
  /** False where there is something below, and the reader has scrolled away from it. */
  isAtEnd: boolean
  toEnd: () => void
  /** Lets go, before the page scrolls somewhere by itself. */
  letGo: () => void
}

/**
 * Keeps a scrolling element at its end while its content grows, and lets go as soon as the reader scrolls up, by wheel, touch, keyboard
 * or scroll bar. Scrolling to the end again takes hold of it.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>): StickToEnd {
  const [isAtEnd, setIsAtEnd] = useState(true)
  const sticks = useRef(true)
  const lastTop = useRef(0)

  const distance = useCallback(() => {
    const element = scroller.current
    return element === null ? 0 : element.scrollHeight - element.clientHeight - element.scrollTop
  }, [scroller])

  // Letting go at the end moves nothing: there is nothing below until the page scrolls or grows.
  const setSticks = useCallback(
    (value: boolean) => {
      sticks.current = value
      setIsAtEnd(value || distance() <= endDistance)
    },
    [distance],
  )

  const toEnd = useCallback(() => {
    const element = scroller.current
    setSticks(true)
    if (element !== null) element.scrollTop = element.scrollHeight
  }, [scroller, setSticks])

  const letGo = useCallback(() => setSticks(false), [setSticks])

  useLayoutEffect(() => {
    const element = scroller.current
    const content = element?.firstElementChild
    if (!element || !content) return
    const observer = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight
      setSticks(sticks.current)
      lastTop.current = element.scrollTop
    })
    observer.observe(content)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, setSticks])

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const onScroll = () => {
      // What follows the end only ever scrolls down: upwards is the reader.
      if (element.scrollTop < lastTop.current - 1 && distance() > endDistance) setSticks(false)
      else setSticks(sticks.current || distance() <= endDistance)
      lastTop.current = element.scrollTop
    }
    // The wish to leave counts at once: the next line must not pull the page back under the finger.
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && element.scrollTop > 0) setSticks(false)
    }
    let touchY = 0
    const onTouchStart = (event: TouchEvent) => {
      touchY = event.touches[0]?.clientY ?? 0
    }
    const onTouchMove = (event: TouchEvent) => {
      if ((event.touches[0]?.clientY ?? 0) > touchY + 4 && element.scrollTop > 0) setSticks(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (upKeys.has(event.key) && event.target === element && element.scrollTop > 0) setSticks(false)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: true })
    element.addEventListener('touchstart', onTouchStart, { passive: true })
    element.addEventListener('touchmove', onTouchMove, { passive: true })
    element.addEventListener('keydown', onKey)
    return () => {
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('touchstart', onTouchStart)
      element.removeEventListener('touchmove', onTouchMove)
      element.removeEventListener('keydown', onKey)
    }
  }, [scroller, setSticks, distance])

  return { isAtEnd, toEnd, letGo }
}
