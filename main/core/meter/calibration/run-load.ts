import { randomInt, randomUUID } from 'node:crypto'
import { defaultSampling } from '#contract/sampling.ts'
import type { AnswerSource } from '../../chat/answer-source.ts'

/** A question that takes long to answer. */
const question = 'Tell a very long story about a lighthouse keeper, with many chapters. Do not stop.'

/** Between two of these answers, one that somebody waits for has its turn. */
const longestTokens = 128

/** Loads the machine with an answer of the chosen model, which is stored nowhere. Faults: those of `answer`. */
export async function runLoad(engine: AnswerSource, signal: AbortSignal): Promise<void> {
  const request = {
    messageId: randomUUID(),
    own: { systemPrompt: null, sampling: {} },
    systemPrompt: '',
    history: [{ role: 'user' as const, text: question }],
    sampling: { ...defaultSampling, maxTokens: longestTokens, seed: randomInt(2 ** 32) },
    contextOverflow: 'drop-oldest' as const,
  }
  for await (const _ of engine.answer(request, signal)) {
    // What it says is of no interest.
  }
}
