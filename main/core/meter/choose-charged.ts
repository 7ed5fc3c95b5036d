import { distanceOf, type LeftOut, leastDirect, type PowerScope, type Provenance } from '#contract/energy.ts'
import type { FoundSource } from '../ports/power-collector.ts'
import { overlaps } from './overlap.ts'

/** A source that the user has not turned off. */
export type Candidate = { found: FoundSource; isLive: boolean }

export type ChoiceConditions = {
  countPlatform: boolean
  /** The machine has a graphics card of its own. */
  hasGpu: boolean
}

/** The sources whose sum is charged. No two of them measure the same. */
export type Choice = {
  ids: string[]
  /** The least direct of them; null where nothing is charged. */
  provenance: Provenance | null
  scopes: PowerScope[]
  leavesOut: LeftOut[]
}

export const nothingCharged: Choice = { ids: [], provenance: null, scopes: [], leavesOut: [] }

/**
 * Chooses what is charged, the best that is live: plugs at the wall; the battery that the machine runs on; a calibrated whole machine; what
 * measures parts of it, without those that lie in others; the estimate. What measures the whole machine goes before its parts where it is
 * as direct as they are.
 */
export function chooseCharged(candidates: readonly Candidate[], { countPlatform, hasGpu }: ChoiceConditions): Choice {
  const live = candidates.filter(({ isLive }) => isLive).map(({ found }) => found)
  const plugs = candidates.filter(({ found }) => found.provenance === 'wall-metered')
  // A machine with two supplies has two plugs: one of them alone would be half of it.
  if (plugs.length > 0 && plugs.every(({ isLive }) => isLive)) return choiceOf(plugs.map(({ found }) => found))
  const batteries = live.filter(({ collector }) => collector === 'battery')
  if (batteries.length > 0) return choiceOf(batteries)
  const calibrated = live.find(({ collector }) => collector === 'calibrated')
  if (calibrated !== undefined) return choiceOf([calibrated])
  const components = chooseComponents(live, countPlatform)
  const wholes = live.filter(({ scope, provenance }) => scope === 'whole-machine' && provenance !== 'wall-metered')
  const measured = wholes.filter(({ provenance }) => provenance !== 'estimated').sort(byDirectness)[0]
  const ofComponents = leastDirect(components.map(({ provenance }) => provenance))
  const isWholeBetter =
    measured !== undefined && (ofComponents === null || distanceOf(measured.provenance) <= distanceOf(ofComponents))
  if (isWholeBetter) return choiceOf([measured])
  if (components.length > 0) return choiceOf(components, leftOutOf(components, hasGpu))
  const estimate = wholes.sort(byDirectness)[0]
  // It knows the processor, the memory and what the supply loses for them.
  return estimate === undefined
    ? nothingCharged
    : choiceOf([estimate], [...(hasGpu ? (['gpu'] as const) : []), 'board'])
}

/**
 * The sources of parts that are added, without any that lies in another; none where nothing but the memory is measured. Cores and
 * graphics chips alone are never charged.
 */
export function chooseComponents(live: readonly FoundSource[], countPlatform: boolean): FoundSource[] {
  const widest: PowerScope[] = ['cpu-and-gpu', 'cpu-package', 'gpu-board', 'memory']
  const chosen: FoundSource[] = []
  for (const scope of countPlatform ? (['platform', ...widest] as const) : widest) {
    const ofScope = live.filter((source) => source.scope === scope).sort(byDirectness)
    for (const source of ofScope) {
      if (chosen.every((one) => !overlaps(one, source))) chosen.push(source)
    }
  }
  return chosen.every(({ scope }) => scope === 'memory') ? [] : chosen
}

function choiceOf(sources: readonly FoundSource[], leavesOut: LeftOut[] = []): Choice {
  return {
    ids: sources.map(({ id }) => id),
    provenance: leastDirect(sources.map(({ provenance }) => provenance)),
    scopes: [...new Set(sources.map(({ scope }) => scope))],
    leavesOut,
  }
}

function leftOutOf(components: readonly FoundSource[], hasGpu: boolean): LeftOut[] {
  const scopes = new Set(components.map(({ scope }) => scope))
  const leavesOut: LeftOut[] = []
  const hasChip = scopes.has('cpu-and-gpu')
  if (!scopes.has('platform') && !scopes.has('cpu-package') && !hasChip) leavesOut.push('cpu')
  if (hasGpu && !scopes.has('gpu-board')) leavesOut.push('gpu')
  if (!scopes.has('platform') && !scopes.has('memory')) leavesOut.push('memory')
  return [...leavesOut, 'board-and-supply']
}

/** The more direct first, then the one that is updated more often. */
function byDirectness(one: FoundSource, other: FoundSource): number {
  return (
    distanceOf(one.provenance) - distanceOf(other.provenance) ||
    one.updatePeriodMs - other.updatePeriodMs ||
    one.id.localeCompare(other.id)
  )
}
