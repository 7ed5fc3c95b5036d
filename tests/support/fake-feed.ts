import type { SourceShare } from '#contract/energy.ts'
import type { ChargedEnergy, PowerFeed } from '../../main/core/meter/power-feed.ts'

const source: Omit<SourceShare, 'energyJ'> = {
  sourceId: 'rapl:intel-rapl:0',
  collector: 'rapl',
  name: 'package-0',
  scope: 'cpu-package',
  provenance: 'device-counter',
}

/** A feed whose power a test sets over time, of one source with an error of five per cent to each side. */
export class FakeFeed implements PowerFeed {
  /** How far behind the clock it is settled. */
  lagMs = 100
  /** It says nothing after this instant. */
  endsAtMs = Number.POSITIVE_INFINITY
  updatePeriodMs = 100
  edgeJ = 0
  source = source
  readonly #now: () => number
  /** Watts from an instant on; null: nothing is measured. */
  readonly #steps: { fromMs: number; watts: number | null }[] = []
  readonly #listeners = new Set<() => void>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** From now on. */
  setPower(watts: number | null): void {
    this.#steps.push({ fromMs: this.#now(), watts })
  }

  get settledUntilMs(): number {
    return Math.min(this.endsAtMs, this.#now() - this.lagMs)
  }

  between(fromMs: number, toMs: number): ChargedEnergy | null {
    let central = 0
    let coveredMs = 0
    for (const [index, { fromMs: beginMs, watts }] of this.#steps.entries()) {
      const endMs = Math.min(toMs, this.endsAtMs, this.#steps[index + 1]?.fromMs ?? toMs)
      const ms = endMs - Math.max(fromMs, beginMs)
      if (watts === null || ms <= 0) continue
      central += (watts * ms) / 1000
      coveredMs += ms
    }
    if (coveredMs === 0) return null
    const energyJ = { low: central * 0.95, central, high: central * 1.05 }
    const { provenance, scope } = this.source
    return {
      energyJ,
      coveredMs,
      shares: [{ ...this.source, energyJ }],
      provenance,
      scopes: [scope],
      leavesOut: ['memory'],
      updatePeriodMs: this.updatePeriodMs,
    }
  }

  edgeErrorJ(): number {
    return this.edgeJ
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Says that more is settled. */
  notify(): void {
    for (const listener of this.#listeners) listener()
  }
}
