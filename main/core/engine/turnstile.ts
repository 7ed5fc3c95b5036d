import { Fault } from '../fault.ts'

type Waiter = { admit: () => void; refuse: (fault: Fault) => void }

/** Lets one in at a time, in the order in which they came. */
export class Turnstile {
  readonly #waiting: Waiter[] = []
  #isTaken = false
  #isClosed = false

  get isTaken(): boolean {
    return this.#isTaken
  }

  /**
   * Waits for its turn and returns the way out, which must be taken once. Returns null where the signal aborted before its turn came.
   * Faults: APP_CLOSED after `close`.
   */
  async enter(signal?: AbortSignal): Promise<(() => void) | null> {
    if (this.#isClosed) throw new Fault('APP_CLOSED')
    if (signal?.aborted) return null
    if (this.#isTaken && !(await this.#turn(signal))) return null
    this.#isTaken = true
    return () => this.#leave()
  }

  /** Refuses all who wait and all who come later. Who is in may finish. */
  close(): void {
    this.#isClosed = true
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(new Fault('APP_CLOSED'))
  }

  #turn(signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        signal?.removeEventListener('abort', giveUp)
        done()
      }
      const waiter: Waiter = {
        admit: () => settle(() => resolve(true)),
        refuse: (fault) => settle(() => reject(fault)),
      }
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        settle(() => resolve(false))
      }
      signal?.addEventListener('abort', giveUp)
      this.#waiting.push(waiter)
    })
  }

  #leave(): void {
    const next = this.#waiting.shift()
    // Whoever is next takes over without letting go, so that nobody slips in between.
    if (next) next.admit()
    else this.#isTaken = false
  }
}
