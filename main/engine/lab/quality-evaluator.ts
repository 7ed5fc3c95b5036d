import { createContext, type LabContext } from './create-context.ts'
import { Decoder } from './decoder.ts'
import type { LabModel } from './lab-model.ts'

/** What llama.cpp's own buffer of logits may take. */
const logitsBytes = 256 * 1024 * 1024
const floatBytes = 4

/** Positions of a chunk whose logits lie at an address, until the next batch. */
export type ScoredPositions = { first: number; count: number; address: bigint }

/**
 * Evaluates chunks with one model. llama-perplexity puts four chunks of 512 tokens into a batch, which llama.cpp cuts into micro-batches of 512
 * tokens again: one chunk after the other takes as long, and a quarter of the memory.
 */
export class QualityEvaluator {
  readonly #model: LabModel
  readonly #contextTokens: number
  readonly #context: LabContext
  readonly #decoder: Decoder
  readonly #logitsOf: (context: unknown, index: number) => unknown
  /** The most tokens of one call. */
  readonly batchTokens: number

  /** Faults: those of `createContext`. */
  constructor(model: LabModel, { contextTokens, vocabularySize }: { contextTokens: number; vocabularySize: number }) {
    this.#model = model
    this.#contextTokens = contextTokens
    const { batchTokens, microBatchTokens } = model.parameters
    const mostScored = Math.floor(logitsBytes / floatBytes / vocabularySize)
    this.batchTokens = Math.min(contextTokens, batchTokens, Math.max(microBatchTokens, mostScored))
    this.#context = createContext(model, contextTokens, { n_batch: this.batchTokens })
    this.#decoder = new Decoder(model, this.#context.pointer)
    this.#logitsOf = model.llama.llama.func('llama_get_logits_ith', 'void *', ['void *', 'int32_t'])
  }

  /** Begins a chunk. */
  clear(): void {
    this.#decoder.clear()
  }

  /** Evaluates the next tokens of a chunk. null where none of them is scored. Faults: those of `Decoder.decode`. */
  evaluate(tokens: Int32Array, first: number, count: number): ScoredPositions | null {
    const from = Math.max(first, Math.floor(this.#contextTokens / 2))
    // The last has no token after it.
    const to = Math.min(first + count, this.#contextTokens - 1)
    const wanted = new Int8Array(count)
    if (from < to) wanted.fill(1, from - first, to - first)
    this.#decoder.decode({ ...this.#decoder.batchOf(tokens)(first, count), logits: wanted })
    this.#decoder.synchronize()
    if (from >= to) return null
    const address = this.#logitsOf(this.#context.pointer, from - first)
    if (typeof address !== 'bigint') throw new Error(`llama.cpp has no logits of ${this.#model.path}`)
    return { first: from, count: to - from, address }
  }

  free(): void {
    this.#context.free()
  }
}
