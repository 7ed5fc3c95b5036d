import { stat } from 'node:fs/promises'
import { Fault } from '../fault.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { Trash } from '../ports/trash.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'

type TrashBinOptions = {
  repository: ModelRepository
  trash: Trash
  /** Takes a model out of memory where it is in there: a file that is mapped cannot be moved on every system. */
  release: (modelId: string) => Promise<void>
  now: () => number
  /** Called where a model came back because its files could not be moved. */
  onReturned: () => void
  setTimer?: SetTimer | undefined
}

/** How long a deletion can be undone. */
const undoMs = 15_000

/** Models on their way to the system's trash: gone from the list at once, from the disk when nobody has undone it. */
export class TrashBin {
  readonly #options: TrashBinOptions
  readonly #setTimer: SetTimer
  readonly #waiting = new Map<string, () => void>()
  readonly #moving = new Set<Promise<void>>()

  constructor(options: TrashBinOptions) {
    this.#options = options
    this.#setTimer = options.setTimer ?? setSystemTimer
  }

  /** Moves what an app that was killed left waiting: its time is over. */
  start(): void {
    for (const { id } of this.#options.repository.pendingTrash()) this.#move(id)
  }

  /** Takes a model off the list; its files follow after a while. */
  put(model: StoredModel): { undoUntilMs: number } {
    const { repository, now } = this.#options
    const nowMs = now()
    repository.save({ ...model, removedAtMs: nowMs, trash: 'pending' })
    this.#waiting.get(model.id)?.()
    this.#waiting.set(
      model.id,
      this.#setTimer(() => this.#move(model.id), undoMs),
    )
    return { undoUntilMs: nowMs + undoMs }
  }

  /** The model was brought back in time: its files stay. */
  takeOut(id: string): void {
    this.#waiting.get(id)?.()
    this.#waiting.delete(id)
  }

  /** Moves all that waits, now. */
  async close(): Promise<void> {
    for (const id of [...this.#waiting.keys()]) this.#move(id)
    await Promise.all(this.#moving)
  }

  #move(id: string): void {
    this.takeOut(id)
    const move = this.#moveFiles(id)
      // What could not even be noted is still pending, and is looked at again at the next start.
      .catch(() => undefined)
      .finally(() => this.#moving.delete(move))
    this.#moving.add(move)
  }

  /** Part by part; a part that is not there needs no move. What fails brings the model back. Rejects where the database does. */
  async #moveFiles(id: string): Promise<void> {
    const { repository, trash, release, onReturned } = this.#options
    if (repository.get(id)?.trash !== 'pending') return
    // Where that fails the move may still work.
    await release(id).catch(() => undefined)
    const model = repository.get(id)
    if (model?.trash !== 'pending') return
    try {
      for (const { path } of model.parts) {
        const isThere = await stat(path).catch(() => null)
        if (isThere !== null) await trash.moveToTrash(path)
      }
      this.#settle(id, { trash: 'done' })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      const problem = new Fault('TRASH_FAILED', { params: { fileName: model.fileName }, detail }).toProblem()
      this.#settle(id, { trash: null, removedAtMs: null, problem })
      onReturned()
    }
  }

  /** What happened to the model meanwhile is kept, and where it was brought back it stays. */
  #settle(id: string, change: Partial<StoredModel>): void {
    const model = this.#options.repository.get(id)
    if (model?.trash === 'pending') this.#options.repository.save({ ...model, ...change })
  }
}
