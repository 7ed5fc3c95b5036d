import { contextCapTokens, type LoadOptions } from '#contract/engine.ts'

/** The context that a model would be loaded with: the user's, or the cap, and never more than it was trained for. */
export function plannedContextTokens(
  trainedContextTokens: number | null,
  load: Pick<LoadOptions, 'contextTokens'>,
): number {
  const wanted = load.contextTokens ?? contextCapTokens
  return Math.min(wanted, trainedContextTokens ?? wanted)
}
