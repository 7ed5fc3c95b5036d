/** So many crashes in a row on one model, and it is not tried again unasked. */
const crashLimit = 3

/** Counts the crashes in a row on one model. */
export class Circuit {
  #modelId: string | null = null
  #crashes = 0

  /** Counts a crash; one on another model than the last begins anew. */
  crashed(modelId: string | null): void {
    this.#crashes = modelId === this.#modelId ? this.#crashes + 1 : 1
    this.#modelId = modelId
  }

  /** Something worked, or the user wants to try again. */
  reset(): void {
    this.#crashes = 0
  }

  isOpenFor(modelId: string): boolean {
    return this.#modelId === modelId && this.#crashes >= crashLimit
  }

  get isOpen(): boolean {
    return this.#crashes >= crashLimit
  }

  get crashesInARow(): number {
    return this.#crashes
  }
}
