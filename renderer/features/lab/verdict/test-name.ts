import type { PromptKind } from '#contract/lab/plan.ts'
import type { LabTest } from '#contract/lab/run.ts'

/** What a kind of prompt is called. */
export type PromptWords = (prompt: PromptKind) => string

/** A speed test as llama-bench writes it: pp512, tg128 @ d4096, pp512+tg128. A prompt is its kind, by the words for it. */
export function testName(test: LabTest, promptWords: PromptWords): string {
  if (test.kind === 'prompt') return promptWords(test.prompt)
  const parts = [
    ...(test.promptTokens > 0 ? [`pp${test.promptTokens}`] : []),
    ...(test.generatedTokens > 0 ? [`tg${test.generatedTokens}`] : []),
  ]
  return `${parts.join('+')}${test.depthTokens > 0 ? ` @ d${test.depthTokens}` : ''}`
}
