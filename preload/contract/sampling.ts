import { z } from 'zod'

/** How the next token is drawn. The names and meanings are llama.cpp's. */
export const samplingSchema = z.object({
  /** 0 takes the likeliest token always; llama.cpp's usual value is 0.8. */
  temperature: z.number().min(0).max(5),
  /** Only the K likeliest tokens are drawn from; 0 means all. */
  topK: z.number().int().min(0).max(1000),
  /** Only the likeliest tokens that together reach this probability are drawn from; 1 means all. */
  topP: z.number().min(0).max(1),
  /** Tokens less likely than this share of the likeliest are dropped; 0 drops none. */
  minP: z.number().min(0).max(1),
  /** Divides the logits of tokens seen lately; 1 means off. */
  repeatPenalty: z.number().min(0.5).max(2),
  /** Subtracted once from the logit of a token that was seen; 0 means off. */
  presencePenalty: z.number().min(-2).max(2),
  /** Subtracted from the logit of a token for each time it was seen; 0 means off. */
  frequencyPenalty: z.number().min(-2).max(2),
  /** The same seed gives the same answer on the same build; null draws a new one for each answer. */
  seed: z.number().int().min(0).max(4_294_967_295).nullable(),
  /** The longest answer, in tokens; null leaves it to the context. */
  maxTokens: z.number().int().min(1).max(1_000_000).nullable(),
  /** The answer ends before any of these strings. */
  stop: z.array(z.string().min(1).max(200)).max(16),
})
export type Sampling = z.infer<typeof samplingSchema>

/** What a fresh installation starts with: temperature and top-p as the starter's own makers advise, the rest near llama.cpp's defaults. */
export const defaultSampling: Sampling = {
  temperature: 0.2,
  topK: 40,
  topP: 0.9,
  minP: 0.05,
  repeatPenalty: 1.1,
  presencePenalty: 0,
  frequencyPenalty: 0,
  seed: null,
  maxTokens: null,
  stop: [],
}
