/** What llama.cpp tells of a quantization in its log, which it writes in pieces of lines. */
export class QuantizeLog {
  #tensorCount = 0
  #fallbackTensors = 0
  #failure: string | null = null
  readonly #onProgress: (progress: number) => void

  constructor(onProgress: (progress: number) => void) {
    this.#onProgress = onProgress
  }

  /** All tensors of the source; 0 before the first was begun. */
  get tensorCount(): number {
    return this.#tensorCount
  }

  /** Tensors whose rows the type's blocks do not fill. */
  get fallbackTensors(): number {
    return this.#fallbackTensors
  }

  /** Why it ended, in llama.cpp's words. */
  get failure(): string | null {
    return this.#failure
  }

  take(text: string): void {
    const [, begun, all] = /^\[ *(\d+)\/ *(\d+)\]/.exec(text) ?? []
    if (begun !== undefined && all !== undefined) {
      this.#tensorCount = Number(all)
      this.#onProgress(Math.min(1, Math.max(0, (Number(begun) - 1) / Math.max(1, Number(all)))))
    }
    const [, fallbacks] = /(\d+) of \d+ tensor\(s\) required fallback/.exec(text) ?? []
    if (fallbacks !== undefined) this.#fallbackTensors = Number(fallbacks)
    const [, failure] = /failed to quantize: (.*)/s.exec(text) ?? []
    if (failure !== undefined) this.#failure = failure.trim()
  }
}
