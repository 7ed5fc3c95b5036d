import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import type { EnginePool } from './engine-pool.ts'
import type { EngineServiceOptions } from './needs.ts'
import type { Turnstile } from './turnstile.ts'

const minuteMs = 60_000

type MemoryKeeperOptions = Pick<EngineServiceOptions, 'settings' | 'now' | 'setTimer'> & {
  pool: EnginePool
  turnstile: Turnstile
  onFreed: () => void
}

/**
 * Frees the models that nobody has used for as long as the settings say, and those over the number that they allow: in a turn of its
 * own, so never during an answer or a load. It goes by the clock and looks at it each minute, since timers stand still while a computer
 * sleeps.
 */
export class MemoryKeeper {
  readonly #options: MemoryKeeperOptions & { setTimer: SetTimer }
  #cancelTimer: () => void = () => undefined
  #isClosed = false

  constructor(options: MemoryKeeperOptions) {
    this.#options = { setTimer: setSystemTimer, ...options }
  }

  /** When a model that was used last at this time is to be freed; null where it stays. */
  dueAtMs(usedAtMs: number): number | null {
    const { idleUnloadMinutes } = this.#options.settings.value
    return idleUnloadMinutes === null ? null : usedAtMs + idleUnloadMinutes * minuteMs
  }

  /** Frees what is due, unless an answer or a load is on: whoever is in calls this on leaving. Returns at once. */
  tend(): void {
    this.#cancelTimer()
    const { turnstile, now, setTimer } = this.#options
    if (this.#isClosed || turnstile.isTaken) return
    if (this.#due().length > 0) {
      void this.#free()
      return
    }
    const next = Math.min(...this.#dates())
    if (next < Number.POSITIVE_INFINITY) {
      this.#cancelTimer = setTimer(() => this.tend(), Math.min(next - now(), minuteMs))
    }
  }

  /** A turn begins. */
  pause(): void {
    this.#cancelTimer()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelTimer()
  }

  async #free(): Promise<void> {
    const { pool, turnstile, onFreed } = this.#options
    try {
      const leave = await turnstile.enter()
      try {
        await Promise.all(this.#due().map((modelId) => pool.free(modelId)))
        onFreed()
      } finally {
        leave?.()
      }
    } catch {
      // The app closes, and ends all processes anyway.
      return
    }
    this.tend()
  }

  #due(): string[] {
    const { pool, settings, now } = this.#options
    const dates = this.#dates()
    return pool.held.flatMap(({ held }, index) => {
      const isDue = index >= settings.value.modelsInMemory || (dates[index] ?? Number.POSITIVE_INFINITY) <= now()
      return isDue ? [held.model.modelId] : []
    })
  }

  /** When each of the models in memory is due. */
  #dates(): number[] {
    return this.#options.pool.held.map(({ usedAtMs }) => this.dueAtMs(usedAtMs) ?? Number.POSITIVE_INFINITY)
  }
}
