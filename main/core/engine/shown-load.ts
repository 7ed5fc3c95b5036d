import type { EngineState } from '#contract/engine.ts'
import { Fault } from '../fault.ts'
import type { LoadProgress } from './engine-pool.ts'
import type { Held } from './held.ts'

type ShowOptions = LoadProgress & {
  modelId: string
  /** Whether a process waits for the model already. */
  hasProcess: boolean
  /** What the state is in where the process crashes on the way. */
  crashedPhase: () => 'crashed' | 'circuit-open'
  show: (change: Partial<EngineState>) => void
}

/** Loads a model and shows in the engine's state how it goes. Faults: those of `load`. */
export async function shownLoad(
  load: (progress: LoadProgress) => Promise<Held>,
  { modelId, hasProcess, crashedPhase, show, signal, onProgress }: ShowOptions,
): Promise<Held> {
  const phase = hasProcess ? 'loading' : 'starting'
  show({ phase, modelId, loadProgress: 0, loaded: null, contextUsedTokens: null })
  try {
    const held = await load({
      signal,
      onProgress: (progress) => {
        show({ phase: 'loading', loadProgress: progress })
        onProgress(progress)
      },
    })
    show({ phase: 'ready', loadProgress: null, loaded: held.model, contextUsedTokens: 0, problem: null })
    return held
  } catch (error) {
    const fault = Fault.from(error)
    const endPhase = fault.code === 'ENGINE_CRASHED' ? crashedPhase() : 'off'
    show({ phase: endPhase, loadProgress: null, ...(!signal.aborted && { problem: fault.toProblem() }) })
    throw fault
  }
}
