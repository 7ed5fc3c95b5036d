import type { SetTimer } from '../../main/core/set-timer.ts'

/** A timer whose time passes only when a test says so. */
export class ManualTimer {
  #nowMs = 0
  readonly #pending = new Set<{ atMs: number; callback: () => void }>()

  readonly set: SetTimer = (callback, delayMs) => {
    const entry = { atMs: this.#nowMs + delayMs, callback }
    this.#pending.add(entry)
    return () => this.#pending.delete(entry)
  }

  advance(ms: number): void {
    this.#nowMs += ms
    for (const entry of [...this.#pending].sort((a, b) => a.atMs - b.atMs)) {
      if (entry.atMs > this.#nowMs || !this.#pending.delete(entry)) continue
      entry.callback()
    }
  }

  get pendingCount(): number {
    return this.#pending.size
  }
}
