import type { PromptKind } from '#contract/lab/plan.ts'
import { codeAnalysis } from './code-analysis.ts'
import { contentGeneration } from './content-generation.ts'
import { creativeWriting } from './creative-writing.ts'
import type { LabPrompt } from './prompt.ts'
import { structuredText } from './structured-text.ts'
import { summarization } from './summarization.ts'

/** One of each of the five kinds of MLPerf Client. The texts are our own. */
export const labPrompts: Readonly<Record<PromptKind, LabPrompt>> = {
  'content-generation': contentGeneration,
  'creative-writing': creativeWriting,
  'structured-text': structuredText,
  'code-analysis': codeAnalysis,
  summarization,
}
