import type { Statement } from 'better-sqlite3'
import type { Problem } from '#contract/errors.ts'
import type { ConversationRepository, MessageChange } from '../core/ports/conversation-repository.ts'
import type { WritableDb } from './database.ts'
import { toJson } from './json-column.ts'
import { type MessageRow, messageToRow } from './message-row.ts'

const insertColumns = [
  'id',
  'conversation_id',
  'parent_id',
  'role',
  'text',
  'created_at_ms',
  'state',
  'finish_reason',
  'problem',
  'figures',
  'conditions',
  'energy',
  'continued_from_id',
] as const satisfies (keyof MessageRow)[]

const appClosed: Problem = { code: 'APP_CLOSED', params: {}, detail: null }

type Writes = Omit<ConversationRepository, 'list' | 'get' | 'summary' | 'settings' | 'message' | 'path' | 'search'>

/** The writing half of the conversation repository. */
export function createConversationWrites(db: WritableDb): Writes {
  const insertConversation = db.prepare(
    `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings)
     VALUES (:id, :title, :createdAtMs, :createdAtMs, :settings)`,
  )
  const insertMessage = db.prepare<[MessageRow]>(
    `INSERT INTO messages (${insertColumns.join(', ')}) VALUES (${insertColumns.map((name) => `:${name}`).join(', ')})`,
  )
  const touch = db.prepare(
    'UPDATE conversations SET active_leaf_id = ?, updated_at_ms = max(updated_at_ms, ?) WHERE id = ?',
  )
  const rename = db.prepare('UPDATE conversations SET title = ? WHERE id = ?')
  const configure = db.prepare('UPDATE conversations SET settings = ? WHERE id = ?')
  const setActiveLeaf = db.prepare('UPDATE conversations SET active_leaf_id = ? WHERE id = ?')
  const setRemoved = db.prepare('UPDATE conversations SET removed_at_ms = ? WHERE id = ?')
  const purge = db.prepare('DELETE FROM conversations WHERE removed_at_ms < ?')
  const interrupt = db.prepare(
    `UPDATE messages SET state = 'interrupted', problem = coalesce(problem, ?) WHERE state IN ('queued', 'streaming')`,
  )
  const updates = new Map<string, Statement<[Record<string, unknown>]>>()

  const append = db.transaction(({ conversation, messages }: Parameters<Writes['append']>[0]) => {
    if (conversation !== undefined) {
      insertConversation.run({ ...conversation, settings: JSON.stringify(conversation.settings) })
    }
    for (const message of messages) insertMessage.run(messageToRow(message))
    const last = messages.at(-1)
    if (last !== undefined) touch.run(last.id, last.createdAtMs, last.conversationId)
  })

  return {
    append: (change) => append.immediate(change),
    updateMessage(id, change) {
      const columns = changedColumns(change)
      const names = Object.keys(columns)
      if (names.length === 0) return
      const sql = `UPDATE messages SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :id`
      const update = updates.get(sql) ?? db.prepare<[Record<string, unknown>]>(sql)
      updates.set(sql, update)
      update.run({ ...columns, id })
    },
    rename: (id, title) => void rename.run(title, id),
    configure: (id, settings) => void configure.run(JSON.stringify(settings), id),
    setActiveLeaf: (id, messageId) => void setActiveLeaf.run(messageId, id),
    setRemoved: (id, removedAtMs) => void setRemoved.run(removedAtMs, id),
    purgeRemovedBefore: (timeMs) => void purge.run(timeMs),
    interruptUnfinished: () => interrupt.run(JSON.stringify(appClosed)).changes,
  }
}

function changedColumns(change: MessageChange): Partial<MessageRow> {
  return {
    ...(change.text !== undefined && { text: change.text }),
    ...(change.state !== undefined && { state: change.state }),
    ...(change.finishReason !== undefined && { finish_reason: change.finishReason }),
    ...(change.problem !== undefined && { problem: toJson(change.problem) }),
    ...(change.figures !== undefined && { figures: toJson(change.figures) }),
    ...(change.conditions !== undefined && { conditions: toJson(change.conditions) }),
  }
}
