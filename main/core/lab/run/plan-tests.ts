import type { LabPlan } from '#contract/lab/plan.ts'
import type { LabTest } from '#contract/lab/run.ts'
import { labPrompts } from '../prompts/lab-prompts.ts'
import { testName } from '../test-name.ts'

/** The tests of a plan in the order in which each visit of a variant runs them, each once. */
export function planTests({ speedTests, prompts }: Pick<LabPlan, 'speedTests' | 'prompts'>): LabTest[] {
  const tests: LabTest[] = [
    ...speedTests.map((test) => ({ kind: 'speed' as const, ...test })),
    ...prompts.map((prompt) => ({ kind: 'prompt' as const, prompt, maxTokens: labPrompts[prompt].maxTokens })),
  ]
  return [...new Map(tests.map((test) => [testName(test), test])).values()]
}
