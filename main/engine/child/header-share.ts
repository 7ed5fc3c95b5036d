import type { GgufFileInfo } from 'node-llama-cpp'
import { z } from 'zod'

/*
 * What a loaded model takes beyond llama.cpp's own buffers, and what of those is in use, by its header. Measured as the growth of an
 * engine process (Linux, x64, Node 24): with the vocabulary alone (two thin layers) from 1,024 to 256,000 entries it grew by 20 to
 * 181 MiB, and the starter's 48,900 merges took 17 MiB more than its entries.
 */

/** One entry of the vocabulary: its text, score and type, twice in llama.cpp's tables and once in JavaScript. */
const bytesPerToken = 600
/** One merge of a byte-pair vocabulary. */
const bytesPerMerge = 350
const bytesPerActivation = 4
/** At its peak a layer holds the gate, the rise and their product, beside the stream and its normed copies. */
const feedForwardCopies = 3
const embeddingCopies = 3

const lengths = z.union([z.number(), z.array(z.number()).transform((values) => Math.max(0, ...values))]).catch(0)
const shapeSchema = z.object({
  embedding_length: lengths,
  feed_forward_length: lengths,
  expert_feed_forward_length: lengths,
  expert_used_count: lengths,
  attention: z
    .object({ head_count: lengths, head_count_kv: lengths, key_length: lengths, value_length: lengths })
    .catch({ head_count: 0, head_count_kv: 0, key_length: 0, value_length: 0 }),
})
const vocabularySchema = z.object({ tokens: z.array(z.unknown()).catch([]), merges: z.array(z.unknown()).catch([]) })

/** What the vocabulary takes, in llama.cpp's form and in JavaScript's. */
export function tokenizerBytes(info: GgufFileInfo): number {
  const vocabulary = vocabularySchema.safeParse(info.metadata.tokenizer?.ggml).data
  if (vocabulary === undefined) return 0
  return vocabulary.tokens.length * bytesPerToken + vocabulary.merges.length * bytesPerMerge
}

/**
 * What the layers of one micro-batch work on at most. llama.cpp reserves room for the logits of each token of it, and Wattle asks for
 * those of the last one alone: on the CPU the rest of that room is never touched, and so is no memory.
 */
export function activationBytes(info: GgufFileInfo, load: ActivationLoad): number {
  const shape = shapeSchema.safeParse(info.architectureMetadata).data
  if (shape === undefined) return 0
  const { ubatchTokens, contextTokens, flashAttention } = load
  const expertLength = shape.expert_feed_forward_length * shape.expert_used_count
  const feedForward = Math.max(shape.feed_forward_length, expertLength)
  const layer = feedForwardCopies * feedForward + embeddingCopies * shape.embedding_length
  // Without flash attention each head's scores over the whole context are laid out.
  const scores = flashAttention ? 0 : shape.attention.head_count * contextTokens
  return ubatchTokens * bytesPerActivation * (layer + scores + contextTokens)
}

type ActivationLoad = { ubatchTokens: number; contextTokens: number; flashAttention: boolean }
