import type { SearchHit } from '#contract/conversations.ts'
import type { ReadableDb } from './database.ts'
import { type SearchQuery, toSearchQuery } from './search-query.ts'
import { markPiece, matchEnd, matchStart, toPieces } from './snippet.ts'

/** `text` has its matches marked. */
type HitRow = {
  conversation_id: string
  title: string
  message_id: string | null
  text: string
  created_at_ms: number
}

type Source = (query: string, limit: number) => HitRow[]

const snippetTokens = 24

/** Searches titles and messages: titles first, then messages, the best match first in each. Any text is a valid query. */
export function createConversationSearch(db: ReadableDb): (query: string, limit: number) => SearchHit[] {
  const sources: Record<SearchQuery['type'], Source[]> = { words: wordSources(db), piece: pieceSources(db) }

  return (text, limit) => {
    const query = toSearchQuery(text)
    if (query === null) return []
    const needle = query.type === 'words' ? query.expression : query.piece
    const hits: HitRow[] = []
    for (const source of sources[query.type]) hits.push(...source(needle, limit - hits.length))
    return hits.map(hitFromRow)
  }
}

/** Over the full-text index, the best match first. */
function wordSources(db: ReadableDb): Source[] {
  const titles = db.prepare<[string, number], HitRow>(
    `SELECT c.id AS conversation_id, c.title, NULL AS message_id, c.created_at_ms,
       highlight(title_search, 0, '${matchStart}', '${matchEnd}') AS text
     FROM title_search JOIN conversations AS c ON c.row = title_search.rowid
     WHERE title_search MATCH ? AND c.removed_at_ms IS NULL ORDER BY rank LIMIT ?`,
  )
  const messages = db.prepare<[string, number], HitRow>(
    `SELECT c.id AS conversation_id, c.title, m.id AS message_id, m.created_at_ms,
       snippet(message_search, 0, '${matchStart}', '${matchEnd}', '…', ${snippetTokens}) AS text
     FROM message_search
     JOIN messages AS m ON m.row = message_search.rowid
     JOIN conversations AS c ON c.id = m.conversation_id
     WHERE message_search MATCH ? AND c.removed_at_ms IS NULL ORDER BY rank LIMIT ?`,
  )
  return [(query, limit) => titles.all(query, limit), (query, limit) => messages.all(query, limit)]
}

/** Over the texts themselves, the newest first: all of them are read, some 100 ms for 50 MB. */
function pieceSources(db: ReadableDb): Source[] {
  const titles = db.prepare<[string, number], HitRow>(
    `SELECT id AS conversation_id, title, NULL AS message_id, created_at_ms, title AS text FROM conversations
     WHERE instr(lower(title), lower(?)) > 0 AND removed_at_ms IS NULL ORDER BY row DESC LIMIT ?`,
  )
  const messages = db.prepare<[string, number], HitRow>(
    `SELECT c.id AS conversation_id, c.title, m.id AS message_id, m.created_at_ms, m.text
     FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id
     WHERE instr(lower(m.text), lower(?)) > 0 AND c.removed_at_ms IS NULL
       AND m.state NOT IN ('queued', 'streaming') ORDER BY m.row DESC LIMIT ?`,
  )
  return [titles, messages].map((statement) => (piece, limit) => {
    const rows = statement.all(piece, limit)
    return rows.map((row) => ({ ...row, text: markPiece(row.text, piece) }))
  })
}

function hitFromRow(row: HitRow): SearchHit {
  return {
    conversationId: row.conversation_id,
    conversationTitle: row.title,
    messageId: row.message_id,
    snippet: toPieces(row.text),
    createdAtMs: row.created_at_ms,
  }
}
