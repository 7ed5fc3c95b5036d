import type { ModelsState } from '#contract/models.ts'
import type { ConnectionStatus } from '../../../data/connection-status.ts'

/**
 * Whether a question can be sent now. `waits`: it can, and its answer comes when the model has arrived. `in-lab`: the lab measures, and an answer
 * would take the processor from it.
 */
export type Readiness = 'ready' | 'waits' | 'no-model' | 'offline' | 'in-lab'

type Parts = { hasModel: boolean; starter: ModelsState['starter']['phase'] }

export function readinessOf(models: Parts | undefined, connection: ConnectionStatus, isLabAtWork: boolean): Readiness {
  if (connection === 'lost') return 'offline'
  if (isLabAtWork) return 'in-lab'
  if (models === undefined || models.hasModel) return 'ready'
  return models.starter === 'failed' || models.starter === 'declined' ? 'no-model' : 'waits'
}
