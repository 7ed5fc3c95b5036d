import { z } from 'zod'
import { sizeBytesSchema, timestampMsSchema } from '#contract/common.ts'

/** One file of a model, as it was when its header was read. */
export const modelPartSchema = z.object({
  path: z.string(),
  sizeBytes: sizeBytesSchema,
  /** With the size, tells whether the file is still the one whose header was read. */
  modifiedAtMs: timestampMsSchema,
})
export type ModelPart = z.infer<typeof modelPartSchema>

/** What the header says beyond the columns of its own that each model has; null where it does not say. */
export const headerFactsSchema = z.object({
  bitsPerWeight: z.number().positive().nullable(),
  /** Of the chat template's text, to tell apart the templates of one model's quantizations. */
  templateSha256: z.string().nullable(),
  expertCount: z.number().int().positive().nullable(),
  expertUsedCount: z.number().int().positive().nullable(),
  slidingWindowTokens: z.number().int().positive().nullable(),
  /** What of the KV cache's elements is in layers with a sliding window, and how far those look back. */
  kvWindow: z.object({ k: z.number(), v: z.number(), tokens: z.number() }).nullable(),
  /** Where Wattle made the file: what it was quantized from, the nearest first; missing else. */
  quantizedFrom: z.array(z.string()).optional(),
  /** Tensors that have another type than the quantization's name says, of all; missing where none has, and where that is not known. */
  fallback: z.object({ count: z.number().int().positive(), total: z.number().int().positive() }).optional(),
})
export type HeaderFacts = z.infer<typeof headerFactsSchema>
