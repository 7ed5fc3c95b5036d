import {
  type Conversation,
  type ConversationSettings,
  type ConversationSummary,
  conversationSettingsSchema,
  type Message,
} from '#contract/conversations.ts'
import type { ConversationRepository } from '../core/ports/conversation-repository.ts'
import type { ReadableDb } from './database.ts'
import { provenanceOf, provenanceRankColumn, rangeOf } from './energy-sum-row.ts'
import { parseJson } from './json-column.ts'
import { type MessageRow, messageFromRow, roleOf } from './message-row.ts'

type SummaryRow = {
  id: string
  title: string
  created_at_ms: number
  updated_at_ms: number
  message_count: number
  low_j: number | null
  energy_j: number | null
  high_j: number | null
  provenance_rank: number
}
type ConversationRow = SummaryRow & { settings: string; active_leaf_id: string | null }

const summaryColumns = `c.id, c.title, c.created_at_ms, c.updated_at_ms,
  (SELECT count(*) FROM messages AS m WHERE m.conversation_id = c.id) AS message_count,
  sum(d.low_j) AS low_j, sum(d.energy_j) AS energy_j, sum(d.high_j) AS high_j, ${provenanceRankColumn}`

/** A conversation has as many rows here as days on which it was answered; they are added up by it. */
const withEnergy = 'conversations AS c LEFT JOIN answer_days AS d ON d.conversation_id = c.id'

const noSettings: ConversationSettings = { systemPrompt: null, sampling: {} }

/** The reading half of the conversation repository. Removed conversations and their messages are not seen. */
export function createConversationQueries(
  db: ReadableDb,
): Pick<ConversationRepository, 'list' | 'get' | 'summary' | 'settings' | 'message' | 'path'> {
  const listRows = db.prepare<[], SummaryRow>(
    `SELECT ${summaryColumns} FROM ${withEnergy} WHERE c.removed_at_ms IS NULL
     GROUP BY c.row ORDER BY c.updated_at_ms DESC, c.row DESC`,
  )
  const conversationRow = db.prepare<[string], ConversationRow>(
    `SELECT ${summaryColumns}, c.settings, c.active_leaf_id FROM ${withEnergy} WHERE c.id = ? AND c.removed_at_ms IS NULL
     GROUP BY c.row`,
  )
  const settingsJson = db
    .prepare<[string], string>('SELECT settings FROM conversations WHERE id = ? AND removed_at_ms IS NULL')
    .pluck()
  const messageRows = db.prepare<[string], MessageRow>('SELECT * FROM messages WHERE conversation_id = ? ORDER BY row')
  const messageRow = db.prepare<[string], MessageRow>(
    `SELECT m.* FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id
     WHERE m.id = ? AND c.removed_at_ms IS NULL`,
  )
  // A parent is older than its child; asking for that ends the walk even in a database where it is not so.
  const pathRows = db.prepare<[string], Pick<MessageRow, 'id' | 'role' | 'text'>>(
    `WITH RECURSIVE up AS (
       SELECT row, parent_id FROM messages WHERE id = ?
       UNION ALL
       SELECT m.row, m.parent_id FROM up JOIN messages AS m ON m.id = up.parent_id WHERE m.row < up.row
     ) SELECT id, role, text FROM messages WHERE row IN (SELECT row FROM up) ORDER BY row`,
  )

  return {
    list: () => listRows.all().map(summaryFromRow),
    summary(id) {
      const row = conversationRow.get(id)
      return row === undefined ? null : summaryFromRow(row)
    },
    get(id) {
      const row = conversationRow.get(id)
      return row === undefined ? null : conversationFromRow(row, messageRows.all(id).map(messageFromRow))
    },
    settings(id) {
      const json = settingsJson.get(id)
      return json === undefined ? null : settingsFromJson(json)
    },
    message(id) {
      const row = messageRow.get(id)
      return row === undefined ? null : messageFromRow(row)
    },
    path: (messageId) => pathRows.all(messageId).map((row) => ({ ...row, role: roleOf(row) })),
  }
}

function summaryFromRow(row: SummaryRow): ConversationSummary {
  const energyJ = rangeOf(row.low_j, row.energy_j, row.high_j)
  return {
    id: row.id,
    title: row.title,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    messageCount: row.message_count,
    energyJ,
    energyProvenance: energyJ && provenanceOf(row.provenance_rank),
  }
}

function settingsFromJson(json: string): ConversationSettings {
  return parseJson(conversationSettingsSchema, json) ?? noSettings
}

function conversationFromRow(row: ConversationRow, messages: Message[]): Conversation {
  const leaf = messages.find((message) => message.id === row.active_leaf_id) ?? messages.at(-1)
  return {
    ...summaryFromRow(row),
    settings: settingsFromJson(row.settings),
    messages,
    activeLeafId: leaf?.id ?? null,
  }
}
