import { monotonicNowMs } from '../monotonic-clock.ts'
import type { GenerateEvent } from '../ports/engine-link.ts'
import type { EngineActivity, ModelInMemory } from './engine-activity.ts'

/** Tells what the engine does, as it does it. */
export class ActivityTeller {
  readonly #listeners = new Set<(activity: EngineActivity) => void>()
  #models: readonly ModelInMemory[] = []

  /** Calls back at once with each activity. Returns the way to stop. */
  subscribe(listener: (activity: EngineActivity) => void): () => void {
    const own = (activity: EngineActivity) => listener(activity)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  /** The models in memory, which may be those of before. */
  noteModels(models: readonly ModelInMemory[]): void {
    const before = this.#models
    if (models.length === before.length && models.every(({ modelId }, index) => modelId === before[index]?.modelId))
      return
    this.#models = models
    this.#tell({ type: 'models', atMs: monotonicNowMs(), models: models.map(nameOf) })
  }

  /** Makes a load, and tells of its begin and end. */
  async load<T>(model: ModelInMemory, load: () => Promise<T>): Promise<T> {
    this.#tell({ type: 'load-began', atMs: monotonicNowMs(), model: nameOf(model) })
    try {
      return await load()
    } finally {
      this.#tell({ type: 'load-ended', atMs: monotonicNowMs(), modelId: model.modelId })
    }
  }

  /** Passes an answer's events on, and tells of them before. However they end, the answer's end is told. */
  async *answer(
    messageId: string,
    model: ModelInMemory,
    events: AsyncIterable<GenerateEvent>,
  ): AsyncGenerator<GenerateEvent, void, void> {
    let hasBegun = false
    let isDecoding = false
    let hasEnded = false
    let tokens = { prefillTokens: 0, decodeTokens: 0 }
    const decodeFrom = (atMs: number) => {
      if (!isDecoding) this.#tell({ type: 'answer-decoding', atMs, messageId })
      isDecoding = true
    }
    try {
      for await (const event of events) {
        if (event.type !== 'dropped' && !hasBegun) {
          hasBegun = true
          this.#tell({ type: 'answer-began', atMs: event.atMs, messageId, model: nameOf(model) })
        }
        if (event.type === 'prefill') {
          const { promptTokens, reusedTokens, evaluatedTokens, atMs } = event
          tokens = { ...tokens, prefillTokens: evaluatedTokens }
          this.#tell({ type: 'answer-progress', atMs, messageId, ...tokens })
          if (evaluatedTokens === promptTokens - reusedTokens) decodeFrom(atMs)
        } else if (event.type === 'text') {
          const { decodeTokens, decodeMs, atMs } = event
          decodeFrom(atMs - decodeMs)
          tokens = { ...tokens, decodeTokens }
          this.#tell({ type: 'answer-progress', atMs, messageId, ...tokens })
        } else if (event.type === 'end') {
          const { decodeTokens } = event.figures
          hasEnded = true
          this.#tell({ type: 'answer-ended', atMs: event.atMs, messageId, ...tokens, decodeTokens })
        }
        yield event
      }
    } finally {
      if (hasBegun && !hasEnded) this.#tell({ type: 'answer-ended', atMs: monotonicNowMs(), messageId, ...tokens })
    }
  }

  #tell(activity: EngineActivity): void {
    for (const listener of this.#listeners) listener(activity)
  }
}

function nameOf({ modelId, name, quantization }: ModelInMemory): ModelInMemory {
  return { modelId, name, quantization }
}
