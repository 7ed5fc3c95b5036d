import {
  answerConditionsSchema,
  answerFiguresSchema,
  type Message,
  messageSchema,
  messageStateSchema,
} from '#contract/conversations.ts'
import { answerEnergySchema } from '#contract/energy.ts'
import { problemSchema } from '#contract/errors.ts'
import { parseJson, toJson } from './json-column.ts'

/** A row of `messages`, its integer key left out. */
export type MessageRow = {
  id: string
  conversation_id: string
  parent_id: string | null
  role: string
  text: string
  created_at_ms: number
  state: string
  finish_reason: string | null
  problem: string | null
  figures: string | null
  conditions: string | null
  energy: string | null
  continued_from_id: string | null
}

const finishReasonSchema = messageSchema.shape.finishReason

/** A word that this version does not know becomes the nearest one that hides nothing. */
export function messageFromRow(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    parentId: row.parent_id,
    role: roleOf(row),
    text: row.text,
    createdAtMs: row.created_at_ms,
    state: messageStateSchema.safeParse(row.state).data ?? 'interrupted',
    finishReason: finishReasonSchema.safeParse(row.finish_reason).data ?? null,
    problem: parseJson(problemSchema, row.problem),
    figures: parseJson(answerFiguresSchema, row.figures),
    conditions: parseJson(answerConditionsSchema, row.conditions),
    energy: parseJson(answerEnergySchema, row.energy),
    continuedFromId: row.continued_from_id,
  }
}

export function roleOf({ role }: Pick<MessageRow, 'role'>): Message['role'] {
  return role === 'user' ? 'user' : 'assistant'
}

export function messageToRow(message: Message): MessageRow {
  return {
    id: message.id,
    conversation_id: message.conversationId,
    parent_id: message.parentId,
    role: message.role,
    text: message.text,
    created_at_ms: message.createdAtMs,
    state: message.state,
    finish_reason: message.finishReason,
    problem: toJson(message.problem),
    figures: toJson(message.figures),
    conditions: toJson(message.conditions),
    energy: toJson(message.energy),
    continued_from_id: message.continuedFromId,
  }
}
