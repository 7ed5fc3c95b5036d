import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabStanding } from '#contract/lab/verdict.ts'
import type { AxisFigures } from './axis-figures.ts'

type Limit = LabStanding['breaks'][number]

/** Whether a limit that is set is broken; null where the figure is not known, or is in another currency. */
type Tested = { limit: Limit; isBroken: boolean | null }

/** Which limits a variant breaks by its bare figures. What was not measured, or is in another currency, breaks none. */
export function brokenLimits(limits: LabLimits, figures: AxisFigures): Limit[] {
  return testedLimits(limits, figures).flatMap(({ limit, isBroken }) => (isBroken === true ? [limit] : []))
}

/**
 * How many limits each variant is not known to meet: those that it breaks, and those that it has no figure for while others have one. What
 * nobody has a figure for counts against none.
 */
export function unmetLimits(limits: LabLimits, all: readonly AxisFigures[]): number[] {
  const tested = all.map((figures) => testedLimits(limits, figures))
  const known = new Set(
    tested.flat().flatMap(({ limit, isBroken }): readonly Limit[] => (isBroken === null ? [] : [limit])),
  )
  return tested.map((each) => each.filter(({ limit, isBroken }) => isBroken !== false && known.has(limit)).length)
}

function testedLimits(limits: LabLimits, figures: AxisFigures): Tested[] {
  const { leastTokensPerSecond, mostMemoryBytes, mostKlDivergence, mostJoulesPerToken, mostCost } = limits
  const cost = figures.cost?.kind === mostCost?.currency ? figures.cost : undefined
  const isOver = (figure: { value: number } | undefined, most: number) =>
    figure === undefined ? null : figure.value > most
  const { speed } = figures
  return [
    ...asked('speed', leastTokensPerSecond, (least) => (speed === undefined ? null : speed.value < least)),
    ...asked('memory', mostMemoryBytes, (most) => isOver(figures.memory, most)),
    ...asked('kl-divergence', mostKlDivergence, (most) => isOver(figures['kl-divergence'], most)),
    ...asked('energy', mostJoulesPerToken, (most) => isOver(figures.energy, most)),
    ...asked('cost', mostCost, ({ amount }) => isOver(cost, amount)),
  ]
}

function asked<T>(limit: Limit, bound: T | null, isBroken: (bound: T) => boolean | null): Tested[] {
  return bound === null ? [] : [{ limit, isBroken: isBroken(bound) }]
}

/** Whether the user asks for anything but a preference. */
export function hasLimits({ prefer: _, ...limits }: LabLimits): boolean {
  return Object.values(limits).some((limit) => limit !== null)
}
