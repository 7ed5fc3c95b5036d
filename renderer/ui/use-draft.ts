import { useEffect, useRef, useState } from 'react'

const saveAfterMs = 400

/**
 * A value while it is being typed: shown at once, saved when the hand has rested, and never lost by leaving the page.
 * `isValid` keeps what is out of order from being saved; the draft stays, so that it can be mended.
 */
export const useDraft = <T>(saved: T, save: (value: T) => void, isValid: (value: T) => boolean) => {
  const [draft, setDraft] = useState<{ value: T } | null>(null)
  const latest = useRef({ draft, save, isValid })
  latest.current = { draft, save, isValid }

  const flush = () => {
    const { draft: pending, save: saveNow, isValid: check } = latest.current
    if (pending && check(pending.value)) saveNow(pending.value)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: `flush` reads what is latest.
  useEffect(() => {
    if (!draft) return
    const timer = setTimeout(flush, saveAfterMs)
    return () => clearTimeout(timer)
  }, [draft])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page is left.
  useEffect(() => flush, [])
  // What was saved has arrived: the draft has done its work.
  if (draft && Object.is(draft.value, saved)) setDraft(null)

  return {
    value: draft ? draft.value : saved,
    change: (value: T) => setDraft({ value }),
    drop: () => setDraft(null),
  }
}
