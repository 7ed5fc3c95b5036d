import { startTransition, useEffect, useState } from 'react'
import type { LoadOptions } from '#contract/engine.ts'
import type { FitEstimate } from '#contract/models.ts'
import { useClient } from '../../../data/client-context.tsx'
import { useEngineState } from '../../../stores/stores.tsx'
import { FitFeed } from './fit-feed.ts'

/** Estimates of these models at these options, as they arrive; the first model is asked for first. Both arguments must be stable. */
export const useFitEstimates = (
  modelIds: readonly string[],
  options: LoadOptions,
): ReadonlyMap<string, FitEstimate> => {
  const client = useClient()
  const [feed, setFeed] = useState<FitFeed | null>(null)
  const inMemory = useEngineState(({ loaded, alsoInMemory }) =>
    [loaded, ...alsoInMemory].map((model) => model?.modelId ?? '').join(' '),
  )
  useEffect(() => {
    const opened = new FitFeed((modelId, load, signal) =>
      client.models.estimateFit({ modelId, options: load }, { signal }),
    )
    setFeed(opened)
    return () => opened.close()
  }, [client])
  useEffect(() => feed?.want(modelIds, options), [feed, modelIds, options])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in memory changes what is free.
  useEffect(() => feed?.refresh(), [feed, inMemory])
  const [estimates, setEstimates] = useState<ReadonlyMap<string, FitEstimate>>(() => new Map())
  // Figures may come a frame later; the hand on the slider, or on the keys, may not wait for them.
  useEffect(() => feed?.estimates.subscribe((known) => startTransition(() => setEstimates(known))), [feed])
  return estimates
}
