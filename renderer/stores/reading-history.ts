/** The last values of a reading, for its curve. */
export type ReadingHistory = {
  /** What is read: an answer, a conversation, a currency. Another one begins anew. */
  key: string | null
  /** Oldest first; at most `historyLength`. */
  values: readonly number[]
  isLive: boolean
  /** When the last answer ended, by this page's clock; null before the first. */
  endedAtMs: number | null
}

/** Eight seconds at four readings a second. */
export const historyLength = 32

export const emptyHistory: ReadingHistory = { key: null, values: [], isLive: false, endedAtMs: null }

/**
 * The history after a reading, of which the value may not be known yet; `null` means that nothing is read. Returns the same object where
 * nothing changed.
 */
export const nextHistory = (
  history: ReadingHistory,
  reading: { key: string; value: number | null } | null,
  nowMs: number,
): ReadingHistory => {
  if (!reading) return history.isLive ? { ...history, isLive: false, endedAtMs: nowMs } : history
  const { key, value } = reading
  const isSame = history.key === key
  const values = isSame ? history.values : []
  if (value === null) return isSame && history.isLive ? history : { ...history, key, values, isLive: true }
  return { key, values: [...values, value].slice(-historyLength), isLive: true, endedAtMs: history.endedAtMs }
}
