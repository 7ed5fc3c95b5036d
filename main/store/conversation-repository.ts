import type { ConversationRepository } from '../core/ports/conversation-repository.ts'
import { createConversationQueries } from './conversation-queries.ts'
import { createConversationSearch } from './conversation-search.ts'
import { createConversationWrites } from './conversation-writes.ts'
import type { WritableDb } from './database.ts'

export function createConversationRepository(db: WritableDb): ConversationRepository {
  return { ...createConversationQueries(db), ...createConversationWrites(db), search: createConversationSearch(db) }
}
