import type { PromptKind } from '#contract/lab/plan.ts'

/** A question whose answer is timed as a user feels it. */
export type LabPrompt = {
  kind: PromptKind
  text: string
  /** The answer is cut off here, so that all models have about as much to do. */
  maxTokens: number
}
