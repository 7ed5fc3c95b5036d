import { createStore, type StoreApi } from 'zustand/vanilla'

/** A message that a search led to, to be shown and marked; another object for each jump. */
export type JumpTarget = { conversationId: string; messageId: string }

export const jumpTarget: StoreApi<JumpTarget | null> = createStore<JumpTarget | null>(() => null)
