import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import type { ContentHasher, HashRequest } from './content-hash/content-hasher.ts'

type ModelHashingOptions = {
  repository: Pick<ModelRepository, 'list'>
  hasher: Pick<ContentHasher, 'enqueue' | 'drop'>
  /** Ids of the models whose files are there. */
  reachable: () => ReadonlySet<string>
  setTimer?: SetTimer | undefined
}

/** The start of the app and the first load go before what nobody waits for. */
const startAfterMs = 10_000

/** Sees to it that each model's content is hashed once: in the background, after the start, or now where somebody asks. */
export class ModelHashing {
  readonly #options: ModelHashingOptions
  #cancelStart: (() => void) | null = null
  #hasStarted = false

  constructor(options: ModelHashingOptions) {
    this.#options = options
  }

  start(): void {
    const setTimer = this.#options.setTimer ?? setSystemTimer
    this.#cancelStart = setTimer(() => {
      this.#hasStarted = true
      this.queueMissing()
    }, startAfterMs)
  }

  /** Queues each model whose hash is not known. What waits already, waits on. */
  queueMissing(): void {
    if (!this.#hasStarted) return
    const { repository, hasher, reachable } = this.#options
    const there = reachable()
    for (const model of repository.list()) {
      if (model.sha256 === null && model.problem === null && there.has(model.id)) hasher.enqueue(requestOf(model))
    }
  }

  /** Hashes a model before all others. */
  hashNow(model: StoredModel): void {
    this.#options.hasher.enqueue(requestOf(model), { first: true })
  }

  /** The model has left the list. */
  drop(id: string): void {
    this.#options.hasher.drop(id)
  }

  close(): void {
    this.#hasStarted = false
    this.#cancelStart?.()
  }
}

/** Of a split model the first part stands for all. */
function requestOf({ id, path, sizeBytes, modifiedAtMs, parts: [first] }: StoredModel): HashRequest {
  return {
    modelId: id,
    path,
    sizeBytes: first?.sizeBytes ?? sizeBytes,
    modifiedAtMs: first?.modifiedAtMs ?? modifiedAtMs,
  }
}
