/** The place in a list, or in a grid of so many columns, that a key leads to; null where it leads nowhere. */
export const ladderAfterKey = (key: string, index: number, count: number, columns = 1): number | null => {
  const steps: Record<string, number> = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 }
  if (count === 0) return null
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  if (step === undefined || (columns === 1 && Math.abs(step) === 1 && !/Up|Down/.test(key))) return null
  const next = index + step
  // Below a last row that is not full, Down leads to its end.
  if (next >= count) return Math.floor(index / columns) < Math.floor((count - 1) / columns) ? count - 1 : null
  return next < 0 ? null : next
}
