import {
  addRanges,
  type LeftOut,
  leastDirect,
  type PowerScope,
  type Provenance,
  type SourceShare,
} from '#contract/energy.ts'
import { type Choice, nothingCharged } from './choose-charged.ts'
import type { MeteredSource } from './metered-source.ts'
import type { ChargedEnergy } from './power-feed.ts'

/** What is charged from an instant on, until the next entry. */
type Entry = { fromMs: number; choice: Choice; sources: readonly MeteredSource[] }

/** As long as the sources know their energy. */
const keptMs = 15 * 60 * 1000

/**
 * What was charged when. At each instant one set of sources is charged: where it changes within a window, each part of the window is
 * measured by what was charged in it. What is settled never changes.
 */
export class ChargeLog {
  #entries: Entry[] = [{ fromMs: Number.NEGATIVE_INFINITY, choice: nothingCharged, sources: [] }]
  #settledMs: number

  constructor(nowMs: number) {
    this.#settledMs = nowMs
  }

  /** Energy before this is final. */
  get settledMs(): number {
    return this.#settledMs
  }

  get sources(): readonly MeteredSource[] {
    return this.#last.sources
  }

  get choice(): Choice {
    return this.#last.choice
  }

  /**
   * Other sources are charged. It holds from where the readings of those that were lost end, since the others were read all along; or from
   * where the readings of a better one begin; and never before what is settled.
   */
  change(choice: Choice, sources: readonly MeteredSource[], nowMs: number): void {
    const lost = this.sources.filter((source) => !sources.includes(source) && !source.isLiveAt(nowMs))
    const added = sources.filter((source) => !this.sources.includes(source))
    let atMs = nowMs
    if (lost.length > 0) atMs = Math.min(...lost.map(({ energy }) => energy.lastAtMs ?? nowMs))
    else if (added.length > 0) atMs = Math.max(...added.map(({ energy }) => energy.stretchFromMs ?? nowMs))
    const fromMs = Math.max(this.#settledMs, Math.min(atMs, nowMs))
    const kept = this.#entries.filter((entry, index) => index === 0 || entry.fromMs < fromMs)
    this.#entries = [...kept, { fromMs, choice, sources }].filter(
      (_entry, index, all) => (all[index + 1]?.fromMs ?? nowMs) >= nowMs - keptMs,
    )
  }

  /** Finds how far all that is charged was read. True where that is further than before. */
  settle(nowMs: number): boolean {
    const beforeMs = this.#settledMs
    for (const [index, { sources }] of this.#entries.entries()) {
      const endMs = this.#entries[index + 1]?.fromMs ?? nowMs
      if (endMs <= this.#settledMs) continue
      // One that is given up has no more to say of this time.
      const awaited = sources.filter((source) => source.isLiveAt(nowMs))
      const readMs = Math.min(endMs, ...awaited.map(({ energy }) => energy.lastAtMs ?? 0))
      this.#settledMs = Math.max(this.#settledMs, readMs)
      // A late reading must not fill what is settled without it.
      for (const source of sources) {
        if (!awaited.includes(source) && (source.energy.lastAtMs ?? 0) < readMs) source.energy.interrupt()
      }
      if (readMs < endMs) break
    }
    return this.#settledMs > beforeMs
  }

  between(fromMs: number, toMs: number): ChargedEnergy | null {
    const shares = new Map<string, SourceShare>()
    const scopes = new Set<PowerScope>()
    const leavesOut = new Set<LeftOut>()
    let coveredMs = 0
    let updatePeriodMs = 0
    this.#eachPart(fromMs, toMs, ({ choice, sources }, beginMs, endMs) => {
      for (const { found, energy } of sources) {
        const { energyJ } = energy.between(beginMs, endMs)
        const before = shares.get(found.id)
        shares.set(found.id, {
          sourceId: found.id,
          collector: found.collector,
          name: found.name,
          scope: found.scope,
          provenance: found.provenance,
          energyJ: before === undefined ? energyJ : addRanges(before.energyJ, energyJ),
        })
        updatePeriodMs = Math.max(updatePeriodMs, found.updatePeriodMs)
      }
      for (const scope of choice.scopes) scopes.add(scope)
      for (const part of choice.leavesOut) leavesOut.add(part)
      coveredMs += endMs - beginMs - gapsMs(sources, beginMs, endMs)
    })
    const list = [...shares.values()]
    const provenance: Provenance | null = leastDirect(list.map((share) => share.provenance))
    if (provenance === null) return null
    return {
      energyJ: list.map((share) => share.energyJ).reduce(addRanges),
      coveredMs,
      shares: list,
      provenance,
      scopes: [...scopes],
      leavesOut: [...leavesOut],
      updatePeriodMs,
    }
  }

  edgeErrorJ(fromMs: number, toMs: number): number {
    const windowMs = toMs - fromMs
    let errorJ = 0
    this.#eachPart(fromMs, toMs, ({ sources }, beginMs, endMs) => {
      for (const { energy } of sources) {
        if (beginMs === fromMs) errorJ += energy.edgeErrorJ(fromMs, 'begin', windowMs)
        if (endMs === toMs) errorJ += energy.edgeErrorJ(toMs, 'end', windowMs)
      }
    })
    return errorJ
  }

  get #last(): Entry {
    return this.#entries.at(-1) ?? { fromMs: Number.NEGATIVE_INFINITY, choice: nothingCharged, sources: [] }
  }

  /** The parts of a window in which something is charged. */
  #eachPart(fromMs: number, toMs: number, onPart: (entry: Entry, beginMs: number, endMs: number) => void): void {
    for (const [index, entry] of this.#entries.entries()) {
      const beginMs = Math.max(fromMs, entry.fromMs)
      const endMs = Math.min(toMs, this.#entries[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)
      if (beginMs < endMs && entry.sources.length > 0) onPart(entry, beginMs, endMs)
    }
  }
}

/** Milliseconds between two instants that not all of the sources cover. */
function gapsMs(sources: readonly MeteredSource[], fromMs: number, toMs: number): number {
  const gaps: { beginMs: number; endMs: number }[] = []
  for (const { energy } of sources) {
    energy.ring.eachGap(fromMs, toMs, (beginMs, endMs) => gaps.push({ beginMs, endMs }))
  }
  let sumMs = 0
  let reachedMs = fromMs
  for (const { beginMs, endMs } of gaps.sort((one, other) => one.beginMs - other.beginMs)) {
    sumMs += Math.max(0, endMs - Math.max(beginMs, reachedMs))
    reachedMs = Math.max(reachedMs, endMs)
  }
  return sumMs
}
