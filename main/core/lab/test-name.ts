import type { LabTest } from '#contract/lab/run.ts'

/** A test's name as llama-bench writes it, such as `pp512`, `tg128 @ d4096` or `pp512+tg128`; a prompt's kind and its most tokens else. */
export function testName(test: LabTest): string {
  if (test.kind === 'prompt') return `${test.prompt} ${test.maxTokens}`
  const parts = [
    ...(test.promptTokens > 0 ? [`pp${test.promptTokens}`] : []),
    ...(test.generatedTokens > 0 ? [`tg${test.generatedTokens}`] : []),
  ]
  return `${parts.join('+')}${test.depthTokens > 0 ? ` @ d${test.depthTokens}` : ''}`
}
