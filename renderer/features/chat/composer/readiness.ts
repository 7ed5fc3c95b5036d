import type { ModelsState } from '#contract/models.ts'
import type { ConnectionStatus } from '../../../data/connection-status.ts'

/** Whether a question can be sent now. `waits`: it can, and its answer comes when the model has arrived. */
export type Readiness = 'ready' | 'waits' | 'no-model' | 'offline'

type Parts = { hasModel: boolean; starter: ModelsState['starter']['phase'] }

export function readinessOf(models: Parts | undefined, connection: ConnectionStatus): Readiness {
  if (connection === 'lost') return 'offline'
  if (models === undefined || models.hasModel) return 'ready'
  return models.starter === 'failed' || models.starter === 'declined' ? 'no-model' : 'waits'
}
