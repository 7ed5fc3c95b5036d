import { useState } from 'react'

/** Where an unsent text is kept for as long as the tab lives. A browser that forbids storing keeps it until the page is left. */
const memory = new Map<string, string>()

const keyOf = (conversationId: string | null): string => `wattle.draft.${conversationId ?? 'new'}`

export function readDraft(conversationId: string | null): string {
  const key = keyOf(conversationId)
  try {
    return memory.get(key) ?? sessionStorage.getItem(key) ?? ''
  } catch {
    return memory.get(key) ?? ''
  }
}

export function writeDraft(conversationId: string | null, text: string): void {
  const key = keyOf(conversationId)
  memory.set(key, text)
  try {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // Memory has it.
  }
}

/** What is typed for a conversation and not sent: it survives going elsewhere and coming back. */
export function useDraft(conversationId: string | null): [draft: string, setDraft: (text: string) => void] {
  const [draft, setDraft] = useState(() => readDraft(conversationId))
  return [
    draft,
    (text) => {
      writeDraft(conversationId, text)
      setDraft(text)
    },
  ]
}
