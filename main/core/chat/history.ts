import type { Message } from '#contract/conversations.ts'
import type { HistoryTurn } from '../ports/engine-link.ts'

/**
 * What the model is to see of a branch. An answer without text says nothing and is left out; questions that follow each other
 * then become one turn, since many chat templates refuse two turns of one role in a row.
 */
export function toHistory(path: readonly Pick<Message, 'role' | 'text'>[]): HistoryTurn[] {
  const turns: HistoryTurn[] = []
  for (const { role, text } of path) {
    if (text === '') continue
    const last = turns.at(-1)
    if (last?.role === role) last.text = `${last.text}\n\n${text}`
    else turns.push({ role, text })
  }
  return turns
}
