/** So many crashes in a row on one model, and it is not tried again unasked. */
const crashLimit = 3

/** Counts the crashes in a row, for each model by itself. */
export class Circuit {
  readonly #crashes = new Map<string, number>()

  crashed(modelId: string): void {
    this.#crashes.set(modelId, this.crashesInARow(modelId) + 1)
  }

  /** The model worked, or the user wants to try it again; none named: all of them. */
  reset(modelId?: string): void {
    if (modelId === undefined) this.#crashes.clear()
    else this.#crashes.delete(modelId)
  }

  isOpenFor(modelId: string): boolean {
    return this.crashesInARow(modelId) >= crashLimit
  }

  crashesInARow(modelId: string): number {
    return this.#crashes.get(modelId) ?? 0
  }
}
