import type { ModelsState } from '#contract/models.ts'
import type { ModelSource } from './needs.ts'

/** How far the starter is on its way, 0 to 1, null where its source does not tell; ends when it has arrived or cannot. */
export async function* starterProgress(
  models: Pick<ModelSource, 'state' | 'ready'>,
  signal: AbortSignal,
): AsyncGenerator<number | null, void, void> {
  const arrived = new AbortController()
  const settled = models.ready().finally(() => arrived.abort())
  yield null
  for await (const state of models.state.watch(AbortSignal.any([signal, arrived.signal]))) {
    const progress = shareReceived(state)
    if (progress !== null) yield progress
  }
  if (!signal.aborted) await settled
}

function shareReceived({ starter }: ModelsState): number | null {
  if (starter.phase !== 'fetching' || !starter.totalBytes) return null
  return Math.min(1, starter.receivedBytes / starter.totalBytes)
}
