import type { LlamaContextSequence, Token } from 'node-llama-cpp'

/** No batch is meant to last longer, so that an abort is never far away; llama.cpp cannot be stopped within a batch. */
const longestBatchMs = 4000
const smallestBatchTokens = 32

/** The size of the next batch for a prefill rate: as large as was asked for, unless that would last too long. */
function batchSize(tokensPerSecond: number, largest: number): number {
  const fitting = Math.floor((tokensPerSecond * longestBatchMs) / 1000)
  return Math.min(largest, Math.max(smallestBatchTokens, fitting))
}

/**
 * Evaluates the tokens in batches up to the last one, so that progress can be told and an abort is heard between two. A batch of
 * `batchTokens` is what is handed over at once; node-llama-cpp evaluates it in micro-batches (`ubatchTokens`), one after the other.
 * The last batch is returned: its evaluation gives the first token of the answer. Returns null where it was aborted.
 */
export async function evaluatePrompt(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  options: {
    signal: AbortSignal
    /** The most that is handed over at once. */
    batchTokens: number
    /** The prefill rate before anything of this prompt was measured. */
    tokensPerSecond: number
    onProgress: (evaluatedTokens: number) => void
  },
): Promise<Token[] | null> {
  let { tokensPerSecond } = options
  let evaluated = 0
  while (!options.signal.aborted) {
    const size = batchSize(tokensPerSecond, options.batchTokens)
    const batch = tokens.slice(evaluated, evaluated + size)
    evaluated += batch.length
    if (evaluated === tokens.length) return batch
    const startedMs = performance.now()
    await sequence.evaluateWithoutGeneratingNewTokens(batch)
    tokensPerSecond = (batch.length * 1000) / (performance.now() - startedMs)
    options.onProgress(evaluated)
  }
  return null
}
