import type { SearchHit } from '#contract/conversations.ts'
import type { ReadableDb } from './database.ts'
import { toSearchQuery } from './search-query.ts'
import { matchEnd, matchStart, toPieces } from './snippet.ts'

type HitRow = {
  conversation_id: string
  title: string
  message_id: string | null
  snippet: string
  created_at_ms: number
}

const snippetTokens = 24

/** Searches titles and messages: titles first, then messages, the best match first in each. Any text is a valid query. */
export function createConversationSearch(db: ReadableDb): (query: string, limit: number) => SearchHit[] {
  const titles = db.prepare<[string, number], HitRow>(
    `SELECT c.id AS conversation_id, c.title, NULL AS message_id, c.created_at_ms,
       highlight(title_search, 0, '${matchStart}', '${matchEnd}') AS snippet
     FROM title_search JOIN conversations AS c ON c.row = title_search.rowid
     WHERE title_search MATCH ? AND c.removed_at_ms IS NULL ORDER BY rank LIMIT ?`,
  )
  const messages = db.prepare<[string, number], HitRow>(
    `SELECT c.id AS conversation_id, c.title, m.id AS message_id, m.created_at_ms,
       snippet(message_search, 0, '${matchStart}', '${matchEnd}', '…', ${snippetTokens}) AS snippet
     FROM message_search
     JOIN messages AS m ON m.row = message_search.rowid
     JOIN conversations AS c ON c.id = m.conversation_id
     WHERE message_search MATCH ? AND c.removed_at_ms IS NULL ORDER BY rank LIMIT ?`,
  )

  return (text, limit) => {
    const query = toSearchQuery(text)
    if (query === null) return []
    const found = titles.all(query, limit)
    return [...found, ...messages.all(query, limit - found.length)].map(hitFromRow)
  }
}

function hitFromRow(row: HitRow): SearchHit {
  return {
    conversationId: row.conversation_id,
    conversationTitle: row.title,
    messageId: row.message_id,
    snippet: toPieces(row.snippet),
    createdAtMs: row.created_at_ms,
  }
}
