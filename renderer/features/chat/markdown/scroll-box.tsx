import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'

type ScrollBoxProps = { as?: 'div' | 'pre'; label: string; className?: string; children: ReactNode }

/** Content that may be wider than the column. It can be focused, and scrolled by the arrow keys, where it is. */
export const ScrollBox = ({ as: Tag = 'div', label, className = '', children }: ScrollBoxProps) => {
  const element = useRef<HTMLElement>(null)
  const [isWide, setIsWide] = useState(false)
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const observer = new ResizeObserver(() => setIsWide(target.scrollWidth > target.clientWidth + 1))
    observer.observe(target)
    if (target.firstElementChild !== null) observer.observe(target.firstElementChild)
    return () => observer.disconnect()
  }, [])
  const scrolls = isWide ? { tabIndex: 0, role: 'region', 'aria-label': label } : {}
  return (
    <Tag
      ref={(node: HTMLElement | null) => {
        element.current = node
      }}
      className={`overflow-x-auto ${className}`}
      {...scrolls}
    >
      {children}
    </Tag>
  )
}
