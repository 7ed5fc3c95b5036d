import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'
import { answerEnergySchema, provenanceSchema, rangeSchema } from './energy.ts'
import { kvTypeSchema } from './engine.ts'
import { problemSchema } from './errors.ts'
import { backendIdSchema } from './hardware.ts'
import { samplingSchema } from './sampling.ts'

/** What one answer measured, by the engine's monotonic clock. */
export const answerFiguresSchema = z.object({
  /** Tokens of the whole prompt: system prompt, earlier turns, template and question. */
  promptTokens: z.number().int().nonnegative(),
  /** Of these, found in the KV cache and not evaluated again. */
  reusedTokens: z.number().int().nonnegative(),
  /** Of these, evaluated for this answer: `promptTokens - reusedTokens`. */
  prefillTokens: z.number().int().nonnegative(),
  prefillMs: z.number().nonnegative(),
  /** From the request's arrival in the engine to the first token of the answer; null where none came. */
  ttftMs: z.number().nonnegative().nullable(),
  /** Tokens of the answer. */
  decodeTokens: z.number().int().nonnegative(),
  /** From the first token to the last. `(decodeTokens - 1) / decodeMs` is the decode rate. */
  decodeMs: z.number().nonnegative(),
  /** Decode rate in tokens a second, the first token left out; null below two tokens. */
  tokensPerSecond: z.number().nonnegative().nullable(),
  /** Percentiles of the time between tokens; null below two tokens. */
  interTokenMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
  /** Decode rate in tokens a second over equal lengths of time, oldest first, at most 64. Their mean is `tokensPerSecond`. */
  rateCurve: z.array(z.number().nonnegative()).max(64),
  /** Threads that decoded: the engine takes fewer while another program holds their cores. null where nothing was decoded. */
  decodeThreads: z.object({ fewest: z.number().int().positive(), most: z.number().int().positive() }).nullable(),
  /** Draft tokens accepted by speculative decoding; null where it was off. */
  draftTokensAccepted: z.number().int().nonnegative().nullable(),
  /** Time spent loading the model for this answer; 0 where it was loaded already. */
  loadMs: z.number().nonnegative(),
  /** Earlier messages that the model no longer saw, by the overflow policy. */
  droppedMessages: z.number().int().nonnegative(),
  /** Tokens of the context in use when the answer ended. */
  contextUsedTokens: z.number().int().nonnegative(),
})
export type AnswerFigures = z.infer<typeof answerFiguresSchema>

/** What was in force when an answer was made. Kept with it: history never changes with the settings. */
export const answerConditionsSchema = z.object({
  modelId: idSchema,
  modelName: z.string(),
  quantization: z.string(),
  modelSizeBytes: sizeBytesSchema,
  /** null until the file has been hashed. */
  modelSha256: z.string().nullable(),
  engineBuild: z.string(),
  backend: backendIdSchema,
  gpuLayers: z.number().int().nonnegative(),
  totalLayers: z.number().int().nonnegative(),
  contextTokens: z.number().int().positive(),
  /** The most that were allowed; the figures tell how many decoded. */
  threads: z.number().int().positive(),
  flashAttention: z.boolean(),
  kvTypeK: kvTypeSchema,
  kvTypeV: kvTypeSchema,
  /** These four are null for answers from before they were kept. */
  batchTokens: z.number().int().positive().nullable().default(null),
  ubatchTokens: z.number().int().positive().nullable().default(null),
  mmap: z.boolean().nullable().default(null),
  mlock: z.boolean().nullable().default(null),
  /** The load profile that was in force; null for none. */
  profileName: z.string().nullable().default(null),
  /** With the seed that was drawn. */
  sampling: samplingSchema,
  systemPrompt: z.string(),
})
export type AnswerConditions = z.infer<typeof answerConditionsSchema>

/**
 * `queued`: waits for another answer. `streaming`: being written. `complete`: the model ended it.
 * `stopped`: the user ended it. `interrupted`: the engine or the app died. `failed`: it could not be begun or go on.
 */
export const messageStateSchema = z.enum(['queued', 'streaming', 'complete', 'stopped', 'interrupted', 'failed'])

/** One node of a conversation's tree. Siblings (same parent) are branches. */
export const messageSchema = z.object({
  id: idSchema,
  conversationId: idSchema,
  /** null for the first question of a branch. */
  parentId: idSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  createdAtMs: timestampMsSchema,
  state: messageStateSchema,
  /** Why a complete answer ended: end of turn, `maxTokens`, a stop string, or the context was full. null for questions. */
  finishReason: z.enum(['end-of-turn', 'max-tokens', 'stop-string', 'context-full']).nullable(),
  problem: problemSchema.nullable(),
  figures: answerFiguresSchema.nullable(),
  conditions: answerConditionsSchema.nullable(),
  /** What it took; null for questions, where nothing was measured, and for some moments after its end. */
  energy: answerEnergySchema.nullable(),
  /** Set where this answer continues the text of another, which it begins with. */
  continuedFromId: idSchema.nullable(),
})
export type Message = z.infer<typeof messageSchema>

/** An answer that did not come to the model's own end, so that `chat.resume` can go on with it. */
export function isContinuable({ role, state, text, finishReason }: Message): boolean {
  if (role !== 'assistant') return false
  if (state === 'complete') return finishReason === 'max-tokens' || finishReason === 'context-full'
  return state === 'stopped' || state === 'interrupted' || (state === 'failed' && text !== '')
}

/** What a conversation sets for itself; null or a missing key means the settings' default. */
export const conversationSettingsSchema = z.object({
  systemPrompt: z.string().max(100_000).nullable(),
  sampling: samplingSchema.partial(),
})
export type ConversationSettings = z.infer<typeof conversationSettingsSchema>

/** A line of the contents column. */
export const conversationSummarySchema = z.object({
  id: idSchema,
  title: z.string(),
  createdAtMs: timestampMsSchema,
  updatedAtMs: timestampMsSchema,
  /** Questions and answers on all branches. */
  messageCount: z.number().int().nonnegative(),
  /** Gross joules of all its answers, those of hidden branches too; null where none was measured. */
  energyJ: rangeSchema.nullable(),
  /** The least direct of its answers'; null where none was measured. */
  energyProvenance: provenanceSchema.nullable(),
})
export type ConversationSummary = z.infer<typeof conversationSummarySchema>

/** A conversation with its whole tree. */
export const conversationSchema = conversationSummarySchema.extend({
  settings: conversationSettingsSchema,
  /** Oldest first. */
  messages: z.array(messageSchema),
  /** The last message of the branch shown; null in an empty conversation. */
  activeLeafId: idSchema.nullable(),
})
export type Conversation = z.infer<typeof conversationSchema>

/** A place where a search matched. */
export const searchHitSchema = z.object({
  conversationId: idSchema,
  conversationTitle: z.string(),
  /** null where the title matched. */
  messageId: idSchema.nullable(),
  /** Text around the match, in pieces; `match` marks the words that were found. */
  snippet: z.array(z.object({ text: z.string(), match: z.boolean() })),
  createdAtMs: timestampMsSchema,
})
export type SearchHit = z.infer<typeof searchHitSchema>

export const conversationChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), conversation: conversationSummarySchema }),
  z.object({ type: z.literal('removed'), id: idSchema }),
])
export type ConversationChange = z.infer<typeof conversationChangeSchema>

export const titleSchema = z.string().trim().min(1).max(200)

export const conversationsContract = {
  /** All conversations, the last changed first. */
  list: procedure.output(z.array(conversationSummarySchema)),
  /** Changes from now on, made by any window. */
  watch: procedure.output(eventIterator(conversationChangeSchema)),
  get: procedure.input(z.object({ id: idSchema })).output(conversationSchema),
  /** Full-text search over titles and messages, best first. Any text is a valid query. */
  search: procedure
    .input(z.object({ query: z.string().max(500), limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.array(searchHitSchema)),
  rename: procedure.input(z.object({ id: idSchema, title: titleSchema })).output(conversationSummarySchema),
  configure: procedure.input(z.object({ id: idSchema, settings: conversationSettingsSchema })).output(z.void()),
  /** Hides the conversation; `restore` brings it back until the app has been restarted a day later. */
  remove: procedure.input(z.object({ id: idSchema })).output(z.void()),
  restore: procedure.input(z.object({ id: idSchema })).output(conversationSummarySchema),
  /** Shows another branch: the one that leads through this message to its newest leaf. */
  showBranch: procedure
    .input(z.object({ id: idSchema, messageId: idSchema }))
    .output(z.object({ activeLeafId: idSchema })),
}
