import type { EngineState, LoadedModel } from '#contract/engine.ts'
import type { Settings } from '#contract/settings.ts'
import { engineCrash } from '../engine-crash.ts'
import { LiveValue } from '../live-value.ts'
import type { EngineExit } from '../ports/engine-link.ts'
import type { EnginePool } from './engine-pool.ts'
import type { Held } from './held.ts'

const off: EngineState = {
  phase: 'off',
  modelId: null,
  loadProgress: null,
  loaded: null,
  alsoInMemory: [],
  idleUnloadAtMs: null,
  contextUsedTokens: null,
  lastTokensPerSecond: null,
  live: null,
  problem: null,
  crashedAtMs: null,
  crashesInARow: 0,
}

type CrashFacts = { phase: 'crashed' | 'circuit-open'; crashedAtMs: number; crashesInARow: number }

type EngineBoardOptions = {
  pool: EnginePool
  settings: LiveValue<Settings>
  /** When a model that was used last at this time is to be freed; null where it stays. */
  dueAtMs: (usedAtMs: number) => number | null
}

/** The engine's state as the interface shows it. Which models are in memory, and until when, follows from the pool. */
export class EngineBoard {
  readonly state = new LiveValue<EngineState>(off)
  readonly #options: EngineBoardOptions
  /** Whether an answer or a load is on. */
  #isBusy = false

  constructor(options: EngineBoardOptions) {
    this.#options = options
  }

  change(change: Partial<EngineState>): void {
    this.state.set(this.#withMemory({ ...this.state.value, ...change }))
  }

  /** Looks at the pool and the settings again. */
  refresh(): void {
    const before = this.state.value
    const after = this.#withMemory(before)
    const hasChanged =
      after.loaded !== before.loaded ||
      after.alsoInMemory !== before.alsoInMemory ||
      after.idleUnloadAtMs !== before.idleUnloadAtMs
    if (hasChanged) this.state.set(after)
  }

  /** An answer or a load begins. */
  begin(): void {
    this.#isBusy = true
    this.refresh()
  }

  /** It has ended: from here the time counts for which nobody uses the model. */
  end(): void {
    this.#isBusy = false
    const { phase } = this.state.value
    this.change({ live: null, ...(phase === 'generating' && { phase: 'ready' as const }) })
  }

  /** This model is the one that answers now. */
  show({ model }: Held, change: Partial<EngineState> = {}): void {
    const isOther = this.state.value.loaded?.modelId !== model.modelId
    const used = isOther && { contextUsedTokens: null }
    this.change({ modelId: model.modelId, loaded: model, problem: null, ...used, ...change })
  }

  /** Models were freed because nobody used them, or because fewer are allowed. */
  noteFreed(): void {
    const { loaded, lastTokensPerSecond } = this.state.value
    const isGone = loaded !== null && !this.#options.pool.find(loaded.modelId)
    if (isGone) this.clear({ lastTokensPerSecond })
    else this.refresh()
  }

  /** The process of the model that is shown ended by itself. */
  crash(exit: EngineExit, { phase, crashedAtMs, crashesInARow }: CrashFacts): void {
    const problem = engineCrash(exit).toProblem()
    const nothing = { loaded: null, loadProgress: null, contextUsedTokens: null }
    this.change({ ...nothing, phase, problem, crashedAtMs, crashesInARow })
  }

  /** The model that is shown was freed. */
  clear(kept: Partial<EngineState> = {}): void {
    this.change({ ...off, ...kept })
  }

  #withMemory(state: EngineState): EngineState {
    const { pool, settings, dueAtMs } = this.#options
    const inMemory = pool.held
    const shown = inMemory.find(({ held }) => held.model.modelId === state.loaded?.modelId)
    // With one model in memory it is on its way out where it is not the one shown.
    const isAlone = inMemory.length === 1 && settings.value.modelsInMemory === 1
    const others = isAlone ? [] : inMemory.filter((entry) => entry !== shown).map(({ held }) => held.model)
    return {
      ...state,
      // With what it was measured to take by now.
      loaded: shown?.held.model ?? state.loaded,
      alsoInMemory: isSameList(others, state.alsoInMemory) ? state.alsoInMemory : others,
      idleUnloadAtMs: shown && !this.#isBusy ? dueAtMs(shown.usedAtMs) : null,
    }
  }
}

function isSameList(models: readonly LoadedModel[], before: readonly LoadedModel[]): boolean {
  return models.length === before.length && models.every((model, index) => model === before[index])
}
