import type { AnswerProgress } from '../chat/answer-source.ts'
import { Fault } from '../fault.ts'
import type { ModelSource } from './needs.ts'
import { starterProgress } from './starter-progress.ts'

/**
 * The chosen model. Where nothing is chosen it waits for a starter that is still on its way, and tells how far that is. Returns null
 * where it was aborted. Faults: STARTER_UNAVAILABLE, MODEL_NOT_CHOSEN.
 */
export async function* chosenModelId(
  models: ModelSource,
  signal: AbortSignal,
): AsyncGenerator<AnswerProgress, string | null, void> {
  if (models.chosenModelId() === null) {
    for await (const progress of starterProgress(models, signal)) yield { type: 'loading', progress }
  }
  const chosen = models.chosenModelId()
  if (chosen !== null || signal.aborted) return chosen
  const isMissing = models.state.value.starter.phase === 'failed' && models.state.value.models.length === 0
  throw new Fault(isMissing ? 'STARTER_UNAVAILABLE' : 'MODEL_NOT_CHOSEN')
}
