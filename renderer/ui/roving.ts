import type { KeyboardEvent } from 'react'

/** The row that a key leads to from another; null where the key leads nowhere. -1 is above the first. */
export function rowAfterKey(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1)
  if (key === 'ArrowUp') return index - 1
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}

/** Whether a key press is meant for the row itself, and not for a field or a menu inside it. */
export const isForRow = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement &&
  event.target.hasAttribute('data-row-link') &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey
