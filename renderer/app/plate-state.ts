import type { EngineState, LoadedModel } from '#contract/engine.ts'
import type { Model, StarterState } from '#contract/models.ts'

/** What the engine has to say about the chosen model, for one cell of the plate. */
export type PlateEngine =
  | { kind: 'loaded'; loaded: LoadedModel }
  | { kind: 'loading'; progress: number | null }
  | { kind: 'not-loaded' }
  | { kind: 'stopped' }
  | { kind: 'gave-up' }
  | { kind: 'load-failed' }

/** What the model plate shows. */
export type PlateState =
  | { kind: 'unknown' }
  | { kind: 'none' }
  | { kind: 'starter'; starter: Exclude<StarterState, { phase: 'ready' | 'declined' }> }
  | { kind: 'model'; model: Model; engine: PlateEngine }

type EngineParts = Pick<EngineState, 'phase' | 'modelId' | 'loadProgress' | 'loaded' | 'problem'>

const plateEngine = (modelId: string, engine: EngineParts | undefined): PlateEngine => {
  if (!engine || engine.modelId !== modelId) return { kind: 'not-loaded' }
  switch (engine.phase) {
    case 'starting':
    case 'loading':
      return { kind: 'loading', progress: engine.loadProgress }
    case 'crashed':
      return { kind: 'stopped' }
    case 'circuit-open':
      return { kind: 'gave-up' }
    default:
      if (engine.loaded) return { kind: 'loaded', loaded: engine.loaded }
      return { kind: engine.problem ? 'load-failed' : 'not-loaded' }
  }
}

/** The plate's state from what the core says; `unknown` until it has said something. */
export const plateState = (
  models: { chosen: Model | null; starter: StarterState } | undefined,
  engine: EngineParts | undefined,
): PlateState => {
  if (!models) return { kind: 'unknown' }
  if (models.chosen) return { kind: 'model', model: models.chosen, engine: plateEngine(models.chosen.id, engine) }
  const { starter } = models
  return starter.phase === 'ready' || starter.phase === 'declined' ? { kind: 'none' } : { kind: 'starter', starter }
}
