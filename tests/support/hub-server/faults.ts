import type { OutgoingHttpHeaders } from 'node:http'

/** An answer in place of the real one. */
export type PlannedAnswer = { status: number; headers?: OutgoingHttpHeaders; body?: string }

type Plan<Value> = { path: RegExp; value: Value; times: number }

/** What goes wrong at the server, as a test asks for it. Paths are matched with their query; a plan is used up by the requests that it meets. */
export class HubFaults {
  /** Bytes a second of each transfer; null for as fast as it goes. */
  bytesPerSecond: number | null = null
  #answers: Plan<PlannedAnswer>[] = []
  #cuts: Plan<number>[] = []
  #silences: Plan<null>[] = []

  /** The next requests to such a path get this answer. */
  answer(path: RegExp, value: PlannedAnswer, times = 1): void {
    this.#answers.push({ path, value, times })
  }

  /** The next transfers from such a path break off after so many bytes of the body: the connection is reset. */
  cut(path: RegExp, afterBytes: number, times = 1): void {
    this.#cuts.push({ path, value: afterBytes, times })
  }

  /** The next requests to such a path are never answered. */
  silence(path: RegExp, times = 1): void {
    this.#silences.push({ path, value: null, times })
  }

  /** All is well again. */
  clear(): void {
    this.bytesPerSecond = null
    this.#answers = []
    this.#cuts = []
    this.#silences = []
  }

  takeAnswer(url: string): PlannedAnswer | null {
    return take(this.#answers, url)?.value ?? null
  }

  takeCut(url: string): number | null {
    return take(this.#cuts, url)?.value ?? null
  }

  takeSilence(url: string): boolean {
    return take(this.#silences, url) !== null
  }
}

function take<Value>(plans: Plan<Value>[], url: string): Plan<Value> | null {
  const plan = plans.find((candidate) => candidate.times > 0 && candidate.path.test(url))
  if (!plan) return null
  plan.times -= 1
  return plan
}
