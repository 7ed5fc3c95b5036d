import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { ThreadGovernor } from './thread-governor.ts'

const batchTokens = 8
/** The best of so many is what a thread count can do. */
const samples = 2

/**
 * Evaluates a few tokens and forgets them: the weights come into memory, the prefill rate becomes known, and the governor learns what
 * each number of threads can do right now. Returns the prefill rate in tokens a second.
 */
export async function warmUp(sequence: LlamaContextSequence, governor: ThreadGovernor | null): Promise<number> {
  const { bos, eos } = sequence.model.tokens
  const token = bos ?? eos ?? sequence.model.tokenize('a')[0]
  if (token === undefined) return Number.POSITIVE_INFINITY
  const evaluate = async (count: number): Promise<number> => {
    const tokens = Array.from({ length: count }, (): Token => token)
    const startedMs = performance.now()
    await sequence.evaluateWithoutGeneratingNewTokens(tokens)
    return performance.now() - startedMs
  }
  // The first pass pays for reading the weights, so it is not counted.
  await evaluate(batchTokens)
  if (governor !== null)
    governor.calibrate(await measureChoices(sequence, governor, () => evaluate(1)), performance.now())
  const elapsedMs = await evaluate(batchTokens)
  await sequence.clearHistory()
  return (batchTokens * 1000) / elapsedMs
}

async function measureChoices(
  sequence: LlamaContextSequence,
  governor: ThreadGovernor,
  evaluateOne: () => Promise<number>,
): Promise<number[]> {
  const { llama } = sequence.model
  const tokenMs: number[] = []
  for (const threads of governor.choices) {
    llama.maxThreads = threads
    const timesMs: number[] = []
    for (let sample = 0; sample < samples; sample++) timesMs.push(await evaluateOne())
    const bestMs = Math.min(...timesMs)
    tokenMs.push(bestMs)
    // Fewer threads than the best so far can only be slower still, unless it was stalled.
    if (bestMs > Math.min(...tokenMs) * 1.5) break
  }
  llama.maxThreads = governor.threads
  return tokenMs
}
