import { type SetTimer, setSystemTimer } from '../../set-timer.ts'

type BandwidthOptions = {
  bytesPerSecond: number | null
  now?: () => number
  setTimer?: SetTimer
}

/** So much may come at once after a pause. */
const burstMs = 250

/** The one limit of all downloads: each pays for what has arrived, and waits until that is paid off. */
export class Bandwidth {
  readonly #now: () => number
  readonly #setTimer: SetTimer
  #bytesPerSecond: number | null
  /** When all that has come so far is paid off. */
  #paidAtMs = 0
  #waiting = new Set<() => void>()

  constructor({ bytesPerSecond, now = () => performance.now(), setTimer = setSystemTimer }: BandwidthOptions) {
    this.#bytesPerSecond = bytesPerSecond
    this.#now = now
    this.#setTimer = setTimer
  }

  /** Takes effect at once; null is no limit. */
  limit(bytesPerSecond: number | null): void {
    if (bytesPerSecond === this.#bytesPerSecond) return
    this.#bytesPerSecond = bytesPerSecond
    this.#paidAtMs = 0
    for (const release of [...this.#waiting]) release()
  }

  /** Bytes have come. null: go on at once; else when the promise has resolved. */
  spend(bytes: number): Promise<void> | null {
    if (this.#bytesPerSecond === null) return null
    const nowMs = this.#now()
    this.#paidAtMs = Math.max(this.#paidAtMs, nowMs - burstMs) + (bytes * 1000) / this.#bytesPerSecond
    const waitMs = this.#paidAtMs - nowMs
    return waitMs <= 0 ? null : this.#wait(waitMs)
  }

  #wait(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        cancel()
        this.#waiting.delete(release)
        resolve()
      }
      const cancel = this.#setTimer(release, waitMs)
      this.#waiting.add(release)
    })
  }
}
