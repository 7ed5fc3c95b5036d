import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabAxis, LabReason, LabVerdict } from '#contract/lab/verdict.ts'
import type { AxisFigures } from './axis-figures.ts'
import { gainOf, isBetterFigure, isClearlyBetter } from './axis-order.ts'
import { hasLimits, unmetLimits } from './limits.ts'

/** A variant in the running: its place, and what is known of it. `isMeasured`: more than what its file and its load tell. */
export type Candidate = { variant: number; figures: AxisFigures; isMeasured: boolean }

export type Recommendation = Pick<LabVerdict, 'recommended' | 'reasons'>

/** The axes that stand for a preference, the best first. */
const preferredAxes: Record<LabLimits['prefer'], readonly LabAxis[]> = {
  speed: ['speed', 'prefill-speed'],
  quality: ['kl-divergence', 'perplexity'],
  memory: ['memory', 'file-size'],
  energy: ['energy'],
  cost: ['cost'],
}

/** What is chosen by where the preference was not measured, or does not decide. */
const fallbackAxes: readonly LabAxis[] = [
  'kl-divergence',
  'perplexity',
  'speed',
  'prefill-speed',
  'memory',
  'file-size',
]

/** The axis that a preference is about in this run, or the first that stands for it where the variants cannot be ranked by any. */
export function axisOf(prefer: LabLimits['prefer'], all: readonly Pick<Candidate, 'figures'>[]): LabAxis {
  const [first = 'speed', ...rest] = preferredAxes[prefer]
  return [first, ...rest].find((axis) => canRank(axis, all)) ?? first
}

/** Whether some have a figure, and all of those the same kind: perplexities of two tokenizers are no ranking. */
function canRank(axis: LabAxis, all: readonly Pick<Candidate, 'figures'>[]): boolean {
  return new Set(all.flatMap(({ figures }) => figures[axis]?.kind ?? [])).size === 1
}

/**
 * The variant for the user: of those that meet the limits the best by the preference, and where that is not clear the one that is clearly better
 * by the next axis. Where none meets them, of those that break the fewest. One that could not be measured is not recommended.
 */
export function recommendationOf(all: readonly Candidate[], limits: LabLimits): Recommendation {
  const measured = all.filter(({ isMeasured }) => isMeasured)
  const candidates = measured.length === 0 ? all : measured
  const unmet = unmetLimits(
    limits,
    candidates.map(({ figures }) => figures),
  )
  const fewest = Math.min(...unmet)
  const running = candidates.filter((_, place) => unmet[place] === fewest)
  const asked = axisOf(limits.prefer, running)
  const axis = [asked, ...fallbackAxes].find((each) => canRank(each, running))
  if (axis === undefined) return { recommended: null, reasons: [] }
  const ranked = rankedBy(axis, running)
  const [best] = ranked
  if (best === undefined) return { recommended: null, reasons: [] }
  const { chosen, tieAxis } = breakTie(axis, best, ranked)
  const rivals = ranked.filter((each) => each !== chosen)
  const reasons = [
    ...limitReasons(limits, fewest, running.length),
    ...(axis === asked ? [] : [reason('not-measured', { axis: asked, tieAxis: axis })]),
    ...bestReasons(axis, chosen, tieAxis, rivals),
    ...alsoReasons(axis, chosen, rivals),
    ...alternative(axis, chosen, rivals),
  ]
  return { recommended: chosen.variant, reasons }
}

function reason(kind: LabReason['kind'], parts: Partial<Omit<LabReason, 'kind'>> = {}): LabReason {
  return { kind, axis: null, tieAxis: null, other: null, params: {}, ...parts }
}

/** Those with a figure, the best first; of equals the earlier variant. */
function rankedBy(axis: LabAxis, candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .filter(({ figures }) => figures[axis] !== undefined)
    .toSorted(({ figures: one }, { figures: other }) => {
      const [mine, theirs] = [one[axis], other[axis]]
      if (mine === undefined || theirs === undefined) return 0
      return Number(isBetterFigure(axis, theirs, mine)) - Number(isBetterFigure(axis, mine, theirs))
    })
}

/** Of the best and those that are not clearly worse, the one that is clearly better by the first other axis which tells. */
function breakTie(
  axis: LabAxis,
  best: Candidate,
  ranked: readonly Candidate[],
): { chosen: Candidate; tieAxis: LabAxis | null } {
  const tied = ranked.filter((each) => each !== best && !isClearlyBetter(axis, best.figures, each.figures))
  for (const tieAxis of fallbackAxes) {
    if (tieAxis === axis || tied.length === 0 || !canRank(tieAxis, [best, ...tied])) continue
    const [first] = rankedBy(tieAxis, [best, ...tied])
    const others = first === best ? tied : [best]
    if (first !== undefined && others.every(({ figures }) => isClearlyBetter(tieAxis, first.figures, figures))) {
      return { chosen: first, tieAxis }
    }
  }
  return { chosen: best, tieAxis: null }
}

function limitReasons(limits: LabLimits, broken: number, running: number): LabReason[] {
  if (broken > 0) return [reason('none-meets-limits', { params: { count: broken } })]
  if (!hasLimits(limits)) return []
  return running === 1 ? [reason('only-one-that-meets')] : [reason('meets-limits', { params: { count: running - 1 } })]
}

function bestReasons(
  axis: LabAxis,
  chosen: Candidate,
  tieAxis: LabAxis | null,
  rivals: readonly Candidate[],
): LabReason[] {
  const [next] = rivals
  if (next === undefined) return []
  const isClear = isClearlyBetter(axis, chosen.figures, next.figures)
  const gain = gainOf(axis, chosen.figures, next.figures)
  return [reason(isClear ? 'best' : 'tie-broken', { axis, tieAxis, other: next.variant, params: gainParams(gain) })]
}

const alsoKinds: readonly (readonly [LabReason['kind'], readonly LabAxis[]])[] = [
  ['also-fastest', ['speed']],
  ['also-smallest', ['memory', 'file-size']],
  ['also-least-energy', ['energy']],
]

function alsoReasons(axis: LabAxis, chosen: Candidate, rivals: readonly Candidate[]): LabReason[] {
  return alsoKinds.flatMap(([kind, axes]) => {
    const also = axes.find((each) => chosen.figures[each] !== undefined)
    if (also === undefined || axes.includes(axis)) return []
    const ranked = rankedBy(also, rivals)
    const [next] = ranked
    if (next === undefined || !ranked.every(({ figures }) => isClearlyBetter(also, chosen.figures, figures))) return []
    const gain = gainOf(also, chosen.figures, next.figures)
    return [reason(kind, { axis: also, other: next.variant, params: gainParams(gain) })]
  })
}

/** The nearest one in quality that is clearly better than what was chosen, and what it costs. */
function alternative(axis: LabAxis, chosen: Candidate, rivals: readonly Candidate[]): LabReason[] {
  const quality = axisOf('quality', [chosen])
  if (preferredAxes.quality.includes(axis)) return []
  const better = rivals.filter(({ figures }) => isClearlyBetter(quality, figures, chosen.figures))
  const other = rankedBy(quality, better).at(-1)
  if (other === undefined) return []
  const loss = gainOf(axis, other.figures, chosen.figures)
  // A perplexity says more to a reader than a divergence, where it is sure at all.
  const inPerplexity = gainOf('perplexity', other.figures, chosen.figures)
  const said = (inPerplexity?.low ?? 0) > 0 ? 'perplexity' : quality
  const gain = gainOf(said, other.figures, chosen.figures)
  const cost = loss === null ? {} : { cost: -loss.share }
  return [
    reason('choose-other-if', { axis, tieAxis: said, other: other.variant, params: { ...gainParams(gain), ...cost } }),
  ]
}

function gainParams(gain: ReturnType<typeof gainOf>): Record<string, number> {
  if (gain === null) return {}
  const { share, low, high } = gain
  return low === null || high === null ? { share } : { share, low, high }
}
