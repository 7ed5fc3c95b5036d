import { addRanges, type Range } from '#contract/energy.ts'
import type { ChargedPower, PowerSource } from '#contract/meter.ts'
import type { Choice } from './choose-charged.ts'
import type { MeteredSource } from './metered-source.ts'
import { overlaps } from './overlap.ts'
import type { WallClock } from './wall-clock.ts'

/** A source as the interface shows it, at an instant of the monotonic clock. */
export function shownSource(
  source: MeteredSource,
  charged: readonly MeteredSource[],
  nowMs: number,
  clock: Pick<WallClock, 'toEpochMs'>,
): PowerSource {
  const { found, state, drop } = source
  const isCharged = charged.includes(source)
  const coveredBy = state === 'live' && !isCharged ? charged.find((one) => overlaps(one.found, found)) : undefined
  return {
    id: found.id,
    collector: found.collector,
    name: found.name,
    scope: found.scope,
    provenance: found.provenance,
    state,
    updatePeriodMs: found.updatePeriodMs,
    powerW: source.isLiveAt(nowMs) ? source.energy.powerW() : null,
    isCharged,
    coveredById: coveredBy?.found.id ?? null,
    problem: drop?.problem ?? null,
    retryAtMs: drop === null || drop.retryAtMs === null ? null : Math.round(clock.toEpochMs(drop.retryAtMs)),
  }
}

/** The sum of what is charged; null before there is a figure of each. */
export function chargedPower(
  { provenance, scopes, leavesOut }: Choice,
  charged: readonly MeteredSource[],
): ChargedPower | null {
  let powerW: Range = { low: 0, central: 0, high: 0 }
  for (const { energy } of charged) {
    const ofSource = energy.powerW()
    if (ofSource === null) return null
    powerW = addRanges(powerW, ofSource)
  }
  return provenance === null ? null : { powerW, provenance, scopes, leavesOut }
}
