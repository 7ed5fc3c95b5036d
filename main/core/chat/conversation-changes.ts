import type { ConversationChange } from '#contract/conversations.ts'
import { Bell } from '../bell.ts'

type Watcher = { pending: Map<string, ConversationChange>; bell: Bell }

/**
 * Tells every watcher which conversations have changed. A slow watcher gets the newest change of each conversation alone, so that
 * what waits for it can never be more than there are conversations.
 */
export class ConversationChanges {
  readonly #watchers = new Set<Watcher>()

  publish(change: ConversationChange): void {
    const id = change.type === 'removed' ? change.id : change.conversation.id
    for (const { pending, bell } of this.#watchers) {
      pending.delete(id)
      pending.set(id, change)
      bell.ring()
    }
  }

  /** Changes from the first `next()` on, until the signal aborts. */
  async *watch(signal?: AbortSignal): AsyncGenerator<ConversationChange, void, void> {
    const watcher: Watcher = { pending: new Map(), bell: new Bell() }
    this.#watchers.add(watcher)
    try {
      while (!signal?.aborted) {
        const { count } = watcher.bell
        const [oldest] = watcher.pending
        if (oldest === undefined) {
          await watcher.bell.after(count, signal)
        } else {
          watcher.pending.delete(oldest[0])
          yield oldest[1]
        }
      }
    } finally {
      this.#watchers.delete(watcher)
    }
  }
}
