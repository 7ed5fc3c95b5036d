import type { ConversationSummary } from '#contract/conversations.ts'

/** A line of the contents column: a day, or a conversation of that day. */
export type ContentsRow =
  | { kind: 'day'; key: string; day: 'today' | 'yesterday' | number }
  | { kind: 'conversation'; key: string; conversation: ConversationSummary }

const startOfDay = (timestampMs: number): number => new Date(timestampMs).setHours(0, 0, 0, 0)

/** Conversations below the days on which they last changed. The list is sorted, the last changed first. */
export function rowsByDay(conversations: readonly ConversationSummary[], nowMs: number): ContentsRow[] {
  const today = startOfDay(nowMs)
  const yesterday = startOfDay(today - 1)
  const rows: ContentsRow[] = []
  let last: number | null = null
  for (const conversation of conversations) {
    const start = startOfDay(conversation.updatedAtMs)
    if (start !== last) {
      const day = start >= today ? 'today' : start === yesterday ? 'yesterday' : start
      rows.push({ kind: 'day', key: `day ${start}`, day })
      last = start
    }
    rows.push({ kind: 'conversation', key: conversation.id, conversation })
  }
  return rows
}
