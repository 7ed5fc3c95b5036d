import { mean, median, quantile } from 'simple-statistics'
import { starterModelPath } from '../../support/starter-model.ts'
import { startApp } from '../engine/app-run.ts'

export type DecodeCost = {
  /** Tokens a second with the meter on, by those without: the median of all rounds. */
  decodeRatio: number
  /** Where the median lies in 95 of 100 samples drawn again from the rounds. */
  interval95: [number, number]
  rounds: number
  /** Share of a core that the app's own process takes more with the meter on; null where the system does not tell. */
  processorShare: number | null
  tokensPerSecond: { on: number; off: number }
}

/** With, without, without, with: what changes evenly with time, such as the depth, falls on both. */
const order = [true, false, false, true]
const windowMs = 1000
/** What is turned on looks at the machine first, which is not the metering of an answer. */
const settleMs = 700

/**
 * What the meter costs an answer that is being written. It is turned on and off within the answers, second by second, since what else happens to
 * a machine over minutes is far more than what is to be seen. A client watches the meter all the while.
 */
export async function decodeCost(rounds: number, say: (line: string) => void): Promise<DecodeCost> {
  const app = await startApp(await starterModelPath())
  const rates: number[] = []
  const processor = { on: [], off: [] } as Record<'on' | 'off', number[]>
  const isOn = () => order[rates.length % order.length] ?? true
  try {
    await app.meter(isOn())
    for (let answer = 0; rates.length < rounds * order.length; answer++) {
      const windows = new RateWindows(app.processorMs, (rate, share) => {
        if (share !== null) processor[isOn() ? 'on' : 'off'].push(share)
        rates.push(rate)
        void app.meter(isOn())
      })
      await app.ask(
        {
          systemPrompt: `Number ${answer}. You write long stories.`,
          text: 'Write a very long story about a lighthouse keeper. Describe every room of the house in detail.',
          seed: answer,
          maxTokens: 2000,
        },
        (tokens) => windows.add(tokens),
      )
      say(`answer ${answer + 1}: ${Math.floor(rates.length / order.length)} of ${rounds} rounds`)
    }
  } finally {
    await app.close()
  }
  const pairs = Array.from({ length: rounds }, (_, round) => {
    const [first = 0, second = 0, third = 0, fourth = 0] = rates.slice(round * order.length)
    return { on: (first + fourth) / 2, off: (second + third) / 2 }
  })
  const ratios = pairs.map(({ on, off }) => on / off)
  return {
    decodeRatio: median(ratios),
    interval95: bootstrapInterval(ratios),
    rounds,
    processorShare: processor.on.length === 0 ? null : mean(processor.on) - mean(processor.off),
    tokensPerSecond: { on: median(pairs.map(({ on }) => on)), off: median(pairs.map(({ off }) => off)) },
  }
}

/** Tokens a second over windows within one answer, each after a pause in which the meter settles. What is not whole at its end is left out. */
class RateWindows {
  readonly #processorMs: () => number | null
  readonly #onRate: (rate: number, processorShare: number | null) => void
  #begin: { atMs: number; tokens: number; processorMs: number | null } | null = null
  #settledAtMs = performance.now() + settleMs

  constructor(processorMs: () => number | null, onRate: (rate: number, processorShare: number | null) => void) {
    this.#processorMs = processorMs
    this.#onRate = onRate
  }

  add(tokens: number): void {
    const nowMs = performance.now()
    if (nowMs < this.#settledAtMs) return
    this.#begin ??= { atMs: nowMs, tokens, processorMs: this.#processorMs() }
    const spanMs = nowMs - this.#begin.atMs
    if (spanMs < windowMs) return
    const rate = ((tokens - this.#begin.tokens) * 1000) / spanMs
    const [before, after] = [this.#begin.processorMs, this.#processorMs()]
    const share = before === null || after === null ? null : (after - before) / spanMs
    this.#begin = null
    this.#settledAtMs = nowMs + settleMs
    this.#onRate(rate, share)
  }
}

/** The percentile bootstrap of the median. */
function bootstrapInterval(values: readonly number[]): [number, number] {
  const medians = Array.from({ length: 2000 }, () =>
    median(values.map(() => values[Math.floor(Math.random() * values.length)] ?? Number.NaN)),
  )
  return [quantile(medians, 0.025), quantile(medians, 0.975)]
}
